namespace AutoGradLinear.Plots;

/// <summary>Whether a picture is for a light or a dark page.</summary>
public enum PictureTheme
{
    /// <summary>Dark ink on white.</summary>
    Light,

    /// <summary>Light ink on near-black.</summary>
    Dark,
}

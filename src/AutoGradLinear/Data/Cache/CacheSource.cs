using System.Globalization;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>What a cache was made of, so that one that is out of date is noticed.</summary>
/// <param name="Length">The bytes of the file that was read; 0 where there was none.</param>
/// <param name="Modified">When it was written last, in ticks of universal time.</param>
/// <param name="Settings">A hash of how it was read.</param>
internal readonly record struct CacheSource(long Length, long Modified, uint Settings)
{
    /// <summary>Describes what a reader, which has not read yet, is going to read.</summary>
    public static CacheSource Of(ExampleReader reader)
    {
        var file = new FileInfo(reader.FilePath);
        string settings = string.Create(
            CultureInfo.InvariantCulture,
            $"{reader.Storage}\n{reader.IsSparse}\n{reader.FeatureCount}\n{reader.Settings}\n{string.Join('\n', reader.Labels)}");
        return file.Exists ? new CacheSource(file.Length, file.LastWriteTimeUtc.Ticks, StableHash.Of(settings)) : default;
    }
}

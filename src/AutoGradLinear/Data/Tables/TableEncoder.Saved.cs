using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class TableEncoder
{
    private const string SavedKind = "table-encoder";
    private const int SavedVersion = 1;
    private const int MostColumns = 1_000_000;

    /// <summary>Saves the encoder as JSON; the file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SavedJson.Save(path, WriteTo);

    /// <summary>Loads an encoder that <see cref="Save"/> has written; it does exactly the same.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is damaged, of another kind or of a newer version; the message names the place.</exception>
    public static TableEncoder Load(string path) => SavedJson.Load(path, ReadFrom);

    /// <summary>Writes the encoder as one object, alone or within another file.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        SavedJson.Begin(writer, SavedKind, SavedVersion);
        writer.WriteString("target", TargetName);
        SavedJson.Write(writer, "classes", classes);
        writer.WriteBoolean("sparse", IsSparse);
        writer.WriteString("precision", precision == FeatureStorage.Single ? "single" : "double");
        SavedJson.Write(writer, "dropped", [.. dropped.Order(StringComparer.Ordinal)]);
        writer.WriteStartArray("columns");
        foreach (FittedColumn column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("encoding", column.Encoding);
            column.WriteProperties(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads an encoder.</summary>
    /// <param name="saved">The object that <see cref="WriteTo"/> has written.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="DataFormatException">A property is not as it should be.</exception>
    internal static TableEncoder ReadFrom(SavedObject saved)
    {
        SavedJson.RequireFormat(saved, SavedKind, SavedVersion);
        saved.RequireOnly("format", "version", "target", "classes", "sparse", "precision", "dropped", "columns");
        string target = saved.String("target");
        string[] classes = saved.Strings("classes", null);
        RequireDistinct(saved, "classes", classes);
        if (classes.Length == 0)
            throw saved.Error("classes", "expected one class or more.");
        string[] dropped = saved.Strings("dropped", null);
        RequireDistinct(saved, "dropped", dropped);
        SavedObject[] objects = saved.Objects("columns", MostColumns);
        var columns = new FittedColumn[objects.Length];
        long width = 0;
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = FittedColumn.ReadAny(objects[j]);
            width += columns[j].Width;
            RequireWidth(columns.Length, width, message => saved.Error("columns", message));
        }

        RequireWidth(columns.Length, width, message => saved.Error("columns", message));
        RequireDistinct(saved, "columns", [.. columns.Select(column => column.Name)]);
        return new TableEncoder(
            columns,
            dropped,
            target,
            classes,
            saved.Boolean("sparse"),
            saved.OneOf<FeatureStorage>("precision", ("single", FeatureStorage.Single), ("double", FeatureStorage.Double)));
    }

    private static void RequireDistinct(SavedObject saved, string property, string[] names)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!met.Add(name))
                throw saved.Error(property, $"the name '{SavedObject.Shown(name)}' stands twice.");
        }
    }
}

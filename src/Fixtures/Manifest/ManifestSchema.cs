using System.Text.Encodings.Web;
using System.Text.Json;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>The JSON Schema of models.json, written from the table that the reader follows; models.schema.json is its text.</summary>
public static class ManifestSchema
{
    /// <summary>The schema's text, lines ended by a line feed.</summary>
    public static string Write()
    {
        var schema = ManifestTable.Shape.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "models.json of DiversityBench");
        var options = new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return schema.ToJsonString(options) + "\n";
    }
}

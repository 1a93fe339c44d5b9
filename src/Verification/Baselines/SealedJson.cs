using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiversityBench.Verification.Baselines;

/// <summary>Approved files as text: strict, indented JSON, LF, numbers in the shortest form that reads back equal, and a digest by which an edit by hand is seen.</summary>
internal static class SealedJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // The file is read by people in a diff, never by a browser.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The content's text.</summary>
    public static string Write<T>(T content) => JsonSerializer.Serialize(content, Options) + "\n";

    /// <summary>The content of a text.</summary>
    /// <exception cref="JsonException">It is not such a content.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("The file holds null.");

    /// <summary>Digest of a content whose own digest is empty.</summary>
    /// <exception cref="ArgumentException">It holds a number that cannot be written: 1e999 is read as infinite.</exception>
    public static string DigestOf<T>(T content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(content))));
}

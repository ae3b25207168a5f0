using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ChatMemory.Api.ConsolePage;

/// <summary>A file of the page, as it lies in this assembly.</summary>
/// <param name="Path">Where it is served.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Tag">Changes when it does.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PageFile(string Path, string ContentType, EntityTagHeaderValue Tag, byte[] Content)
{
    private const string Prefix = "console/";
    private const string Entry = "index.html";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PageFile> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Read)];

    private static PageFile Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var name = resource.Replace('\\', '/');
        return new(
            name == Prefix + Entry ? "/" : $"/{name}",
            TypeOf(System.IO.Path.GetExtension(name)),
            new($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\""),
            content);
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"The page has a file of a kind without a content type: {extension}"),
    };
}

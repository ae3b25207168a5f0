using System.Reflection;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ChatMemory.Cluster.Deployment;

/// <summary>A file of <c>deploy</c>.</summary>
internal static class Manifest
{
    private static readonly string Root = Path.GetFullPath(
        typeof(Manifest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!);

    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, "deploy", .. path]));

    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, "deploy", folder), "*.yaml").Select(file => Path.GetFileName(file)!);

    /// <summary>A YAML file with its merges done. Every scalar is a string.</summary>
    public static JsonElement Read(params string[] path)
    {
        var parser = new MergingParser(new Parser(new StringReader(Text(path))));
        var content = new DeserializerBuilder().Build().Deserialize<object>(parser);
        return JsonSerializer.SerializeToElement(Plain(content));
    }

    public static IEnumerable<string> Strings(this JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);

    public static string Text(this JsonElement element, params string[] path) => element.At(path).GetString()!;

    public static JsonElement At(this JsonElement element, params string[] path) =>
        path.Aggregate(element, (inner, name) => inner.GetProperty(name));

    private static object? Plain(object? node) => node switch
    {
        IDictionary<object, object> map => map.ToDictionary(pair => (string)pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal),
        IList<object> list => list.Select(Plain).ToList(),
        _ => node,
    };
}

using System.Net;

namespace ChatMemory.Api.Credentials;

/// <summary>Where the configuration tells the server to listen.</summary>
internal static class ListenAddresses
{
    public const string Default = "http://127.0.0.1:8080";

    private static readonly char[] Separators = [';', ','];

    /// <summary>The addresses in all the places where ASP.NET Core reads them; empty when none is configured.</summary>
    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
    [
        .. Split(configuration["urls"]),
        .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
        .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    /// <summary>Whether only this machine can reach the address. A name other than <c>localhost</c>, <c>*</c> and <c>+</c> mean every interface.</summary>
    public static bool IsLoopback(string address)
    {
        if (!TryParse(address, out var binding))
            return false;
        return binding.IsUnixPipe || binding.IsNamedPipe || IsLoopbackHost(binding.Host);
    }

    /// <summary>Whether a host name, without its port, means this machine.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static bool TryParse(string address, out BindingAddress binding)
    {
        try
        {
            binding = BindingAddress.Parse(address);
            return true;
        }
        catch (FormatException)
        {
            binding = null!;
            return false;
        }
    }

    private static string[] Split(string? text) =>
        (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using ChatMemory.Keys;

namespace ChatMemory.Api.Credentials;

/// <summary>The command line's <c>keys new</c>: prints a new key once, and what to configure for it.</summary>
internal static class KeysCommand
{
    private const string Usage = "Usage: keys new [--tenant TENANT] [--name NAME] [--permissions chat,read,write,admin]";

    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (Parse(arguments) is not { } wanted)
        {
            errors.WriteLine(Usage);
            return 1;
        }

        var key = ApiKey.New();
        output.WriteLine($"""
            key   {key}
            hash  {Convert.ToHexStringLower(ApiKey.HashOf(key))}

            The key is shown this once; give it to the client. The server is told its hash:

            export ChatMemory__Keys__0__Name='{wanted.Name}'
            export ChatMemory__Keys__0__Hash='{Convert.ToHexStringLower(ApiKey.HashOf(key))}'
            export ChatMemory__Keys__0__Tenant='{wanted.Tenant}'
            export ChatMemory__Keys__0__Permissions='{wanted.Permissions.ToString().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}'
            """);
        return 0;
    }

    private static KeyOptions? Parse(string[] arguments)
    {
        if (arguments is not ["new", .. var rest] || rest.Length % 2 != 0)
            return null;

        var wanted = new KeyOptions { Name = "key" };
        foreach (var pair in rest.Chunk(2))
        {
            var next = pair switch
            {
                ["--tenant", var tenant] when TenantId.TryParse(tenant, null, out _) => wanted with { Tenant = tenant },
                ["--name", { Length: > 0 } name] => wanted with { Name = name },
                ["--permissions", var text] when Enum.TryParse<Permissions>(text, ignoreCase: true, out var permissions) => wanted with { Permissions = permissions },
                _ => null,
            };
            if (next is null)
                return null;
            wanted = next;
        }

        return wanted;
    }
}

namespace ChatMemory.Cluster.Qdrant;

/// <summary>The names of a point's parts. They are stored: a change of meaning needs a new <see cref="CollectionNames.Format"/>.</summary>
internal static class PointFields
{
    public const string Dense = "dense";
    public const string Sparse = "terms";

    public const string Tenant = "tenant";
    public const string User = "user";
    public const string Epoch = "epoch";
    public const string Memory = "memory";
    public const string Version = "version";
    public const string Changed = "changed";

    public const string Kind = "kind";
    public const string Agent = "agent";
    public const string App = "app";
    public const string Run = "run";
    public const string Categories = "categories";
    public const string Session = "session";
    public const string Exchange = "exchange";
    public const string Tags = "tags";
    public const string Numbers = "numbers";
    public const string NumberKey = "key";
    public const string NumberValue = "value";

    public const string CreatedAt = "created_at";
    public const string UpdatedAt = "updated_at";
    public const string SaidAt = "said_at";
    public const string ExpiresAt = "expires_at";
    public const string ValidFrom = "valid_from";
    public const string ValidUntil = "valid_until";

    /// <summary>Those that single out a user: the graph is built within them.</summary>
    public static IReadOnlyList<string> Tenants { get; } = [Tenant, User];

    public static IReadOnlyList<string> Keywords { get; } = [Kind, Agent, App, Run, Categories, Session, Exchange, Tags, Numbers + "[]." + NumberKey];

    public static IReadOnlyList<string> Integers { get; } = [Epoch, CreatedAt, UpdatedAt, SaidAt, ExpiresAt, ValidFrom, ValidUntil];

    public static IReadOnlyList<string> Floats { get; } = [Numbers + "[]." + NumberValue];
}

using ChatMemory.Keys;

namespace ChatMemory.Journals;

/// <summary>Names a journal: of a user's memory, of a session, or of a stored value. The tenant is part of it by type, and so is the user.</summary>
public readonly record struct JournalKey
{
    // No part of a key holds a control character, so this ends the namespace without ambiguity.
    private const char EndOfNamespace = '\u001f';

    private readonly UserKey? _owner;

    private JournalKey(UserKey? owner, SessionId? session, ValueKey? value)
    {
        _owner = owner;
        Session = session;
        Value = value;
    }

    /// <summary>The tenant whose data the journal holds.</summary>
    public TenantId Tenant => Value?.Tenant ?? Owner.Tenant;

    /// <summary>The user whose data the journal holds. The journal of a stored value has none.</summary>
    public UserKey Owner => _owner ?? throw new InvalidOperationException("The journal of a stored value belongs to no user.");

    /// <summary>The session it is the journal of; null for the journal of the user's memory and of a stored value.</summary>
    public SessionId? Session { get; }

    /// <summary>The stored value it is the journal of; null for the journals of users.</summary>
    public ValueKey? Value { get; }

    /// <summary>What stands in the column of the user.</summary>
    internal string StoredUser => _owner?.User.Value ?? "";

    /// <summary>What stands in the column of the session.</summary>
    internal string StoredSession => Value is { } value ? StoredPrefix(value.Namespace) + value.Name.Value : Session?.Value ?? "";

    /// <summary>The journal of what happened to a user's memories.</summary>
    public static JournalKey Of(UserKey user) => new(user, session: null, value: null);

    /// <summary>The journal of a session.</summary>
    public static JournalKey Of(SessionKey session) => new(session.Owner, session.Session, value: null);

    /// <summary>The journal of a stored value.</summary>
    public static JournalKey Of(ValueKey value) => new(owner: null, session: null, value);

    /// <inheritdoc/>
    public override string ToString() =>
        Value is { } value ? value.ToString() : Session is { } session ? new SessionKey(Owner, session).ToString() : Owner.ToString();

    /// <summary>How the column of the session begins for the values of a namespace.</summary>
    internal static string StoredPrefix(NamespaceId space) => space.Value + EndOfNamespace;

    /// <summary>Reads what stands in the columns.</summary>
    internal static JournalKey FromColumns(string tenant, string user, string session)
    {
        var owner = TenantId.Parse(tenant);
        if (user.Length > 0)
        {
            var key = new UserKey(owner, UserId.Parse(user));
            return session.Length > 0 ? Of(new SessionKey(key, SessionId.Parse(session))) : Of(key);
        }

        var end = session.IndexOf(EndOfNamespace, StringComparison.Ordinal);
        return Of(new ValueKey(owner, NamespaceId.Parse(session[..end]), ValueName.Parse(session[(end + 1)..])));
    }
}

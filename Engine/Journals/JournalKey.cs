using ChatMemory.Keys;

namespace ChatMemory.Journals;

/// <summary>Names a journal. Tenant and user are part of it by type.</summary>
public readonly record struct JournalKey
{
    private JournalKey(UserKey owner, SessionId? session)
    {
        Owner = owner;
        Session = session;
    }

    /// <summary>The user whose data the journal holds.</summary>
    public UserKey Owner { get; }

    /// <summary>The session it is the journal of; null for the journal of the user's memory.</summary>
    public SessionId? Session { get; }

    /// <summary>The journal of what happened to a user's memories.</summary>
    public static JournalKey Of(UserKey user) => new(user, session: null);

    /// <summary>The journal of a session.</summary>
    public static JournalKey Of(SessionKey session) => new(session.Owner, session.Session);
}

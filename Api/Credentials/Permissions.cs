namespace ChatMemory.Api.Credentials;

/// <summary>What a credential allows.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Begin, follow, cancel and continue exchanges.</summary>
    Chat = 1,

    /// <summary>Read memories and sessions: recall, list, transcripts, feeds, export.</summary>
    Read = 2,

    /// <summary>Change memories and sessions: add, update, delete, record.</summary>
    Write = 4,

    /// <summary>Issue user tokens, list the tenant's users, erase a user.</summary>
    Admin = 8,
}

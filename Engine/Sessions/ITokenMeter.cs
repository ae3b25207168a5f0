using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>Is told what models count for the answers to users. Safe for concurrent use; must be quick.</summary>
public interface ITokenMeter
{
    /// <summary>One turn of a model for a user has ended.</summary>
    /// <param name="user">The user.</param>
    /// <param name="usage">What the model counted.</param>
    void Count(UserKey user, TokenUsage usage);
}

using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Who owns what is stored of requests that name no user: a reserved user of the tenant, of whom nothing is recalled or learned.</summary>
internal static class Anonymous
{
    private static readonly UserId User = UserId.Parse("openai-anonymous");
    private static readonly MemoryUse NoMemory = new() { Recall = false, Learn = false };

    public static UserKey Of(TenantId tenant) => new(tenant, User);

    public static bool Is(UserKey user) => user.User == User;

    /// <summary>What memory does for a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="scope">What is learned carries it; null: none.</param>
    public static MemoryUse MemoryOf(UserKey user, MemoryScope? scope = null) => Is(user) ? NoMemory : new() { Scope = scope ?? new() };
}

using ChatMemory.Keys;
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
    public static MemoryUse MemoryOf(UserKey user) => Is(user) ? NoMemory : new();
}

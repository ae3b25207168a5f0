using ChatMemory.Sessions;

namespace ChatMemory.Api.Problems;

/// <summary>What holds for <see cref="MemoryUse"/> wherever a request has one.</summary>
internal static class MemoryUseRules
{
    public static void Validate(this MemoryUse use, string field, Errors errors)
    {
        errors.Range(use.Limit, 1, 1_000, $"{field}.limit");
        errors.Range(use.MaxTokens, 1, 1_000_000, $"{field}.max_tokens");
        errors.Id(use.Scope.Agent, $"{field}.scope.agent");
        errors.Id(use.Scope.App, $"{field}.scope.app");
        errors.Id(use.Scope.Run, $"{field}.scope.run");
    }
}

using System.ComponentModel;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace ChatMemory.Api.Mcp;

/// <summary>What a model can do with the memory of the one user whom the request speaks for. The descriptions are written for models.</summary>
/// <param name="user">That user's memory.</param>
internal sealed class MemoryTools(IUserMemory user)
{
    [McpServerTool(Name = "recall", Title = "Recall", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Finds what is remembered about the user that fits a question, best first. Call it before answering anything that may depend on earlier conversations, preferences or facts about the user.")]
    public async Task<Recollection> RecallAsync(
        [Description("The question or topic in plain words, at most 8,000 characters. Times such as 'last May' are understood.")] string query,
        [Description("How many memories at most, 1 to 100.")] int limit = 10,
        CancellationToken cancellationToken = default)
    {
        var result = await user.RecallAsync(new() { Text = query, Limit = Within(limit) }, cancellationToken);
        return new([.. result.Memories.Select(found => Remembered.Of(found.Memory, found.Score))], result.Partial);
    }

    [McpServerTool(Name = "list_memories", Title = "List memories", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Lists what is remembered about the user, newest first, a page at a time. Use recall to find something particular.")]
    public async Task<MemoryList> ListAsync(
        [Description("Only memories of this kind.")] MemoryKind? kind = null,
        [Description("How many memories at most, 1 to 100.")] int limit = 50,
        [Description("The 'next' of the page before.")] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var filter = kind is { } wanted ? new MemoryFilter.HasKind([wanted]) : null;
        var page = await user.ListAsync(new(filter, Within(limit), cursor), cancellationToken);
        return new([.. page.Memories.Select(memory => Remembered.Of(memory))], page.Total, page.Next);
    }

    [McpServerTool(Name = "remember", Title = "Remember", Destructive = false, Idempotent = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Stores one statement about the user for later conversations. Use it when the user asks to remember something or says something lasting about themselves. What is remembered already is not stored twice.")]
    public async Task<Remembered> RememberAsync(
        [Description("One statement that is understood without this conversation, such as 'Is allergic to peanuts.'; at most 8,000 characters.")] string text,
        [Description("What it is about.")] MemoryKind kind = MemoryKind.Fact,
        [Description("Whether the user asked to keep it in front.")] bool pinned = false,
        CancellationToken cancellationToken = default)
    {
        var outcome = await user.AddAsync(new([new() { Text = text, Kind = kind, Pinned = pinned }]), cancellationToken);
        return await FindAsync(outcome.Results[0].Memory, cancellationToken);
    }

    [McpServerTool(Name = "correct_memory", Title = "Correct a memory", Destructive = true, Idempotent = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Replaces the text of a memory that is wrong or out of date. The former text stays in its history.")]
    public async Task<Remembered> CorrectAsync(
        [Description("The memory's id, as recall or list_memories gave it.")] string id,
        [Description("The whole new statement.")] string text,
        CancellationToken cancellationToken = default)
    {
        var outcome = await user.UpdateAsync(new(IdOf(id), text), cancellationToken);
        return outcome.Status switch
        {
            UpdateStatus.Updated => Remembered.Of(outcome.Memory!),
            UpdateStatus.Immutable => throw new McpException("The memory is immutable. It can only be forgotten."),
            _ => throw NoSuchMemory(),
        };
    }

    [McpServerTool(Name = "forget", Title = "Forget", Destructive = true, Idempotent = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Deletes a memory for good, with its history and what it superseded. Only when the user asks for it.")]
    public async Task<Forgotten> ForgetAsync(
        [Description("The memory's id, as recall or list_memories gave it.")] string id,
        CancellationToken cancellationToken = default)
    {
        var outcome = await user.DeleteAsync(new([IdOf(id)], WithSuperseded: true), cancellationToken);
        return outcome.Deleted.Count > 0 ? new([.. outcome.Deleted.Select(deleted => deleted.ToString())]) : throw NoSuchMemory();
    }

    private async Task<Remembered> FindAsync(MemoryId id, CancellationToken cancellationToken) =>
        await user.GetAsync(id, cancellationToken) is { } memory ? Remembered.Of(memory) : throw NoSuchMemory();

    private static int Within(int limit) => limit is >= 1 and <= 100 ? limit : throw new McpException("limit must be 1 to 100.");

    private static MemoryId IdOf(string id) => MemoryId.TryParse(id, provider: null, out var parsed) ? parsed : throw NoSuchMemory();

    private static McpException NoSuchMemory() => new("There is no such memory. Ids come from recall and list_memories.");
}

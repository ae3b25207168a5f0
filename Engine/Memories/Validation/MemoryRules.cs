using System.Text.Json;
using ChatMemory.Extraction;
using ChatMemory.Recall;

namespace ChatMemory.Memories;

/// <summary>The bounds of commands and queries of <see cref="IUserMemory"/>, checked all at once. Fields are named as in JSON.</summary>
public static class MemoryRules
{
    /// <summary>How many statements one call stores.</summary>
    public const int MaxMemories = 1_000;

    /// <summary>How many metadata keys a memory has.</summary>
    public const int MaxMetadataKeys = 64;

    /// <summary>How long a memory's metadata is as JSON, in bytes.</summary>
    public const int MaxMetadataBytes = 16 * 1_024;

    /// <summary>How many categories a memory has.</summary>
    public const int MaxCategories = 32;

    /// <summary>How many memories one call deletes by name.</summary>
    public const int MaxIds = 1_000;

    /// <summary>How many memories a page or a recall has.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The longest name, scope, category, slot, speaker or idempotency key, in UTF-16 characters.</summary>
    public const int MaxName = 256;

    /// <summary>The longest question, in UTF-16 characters.</summary>
    public const int MaxQuery = 8_000;

    /// <summary>What is wrong with a command; empty when nothing is.</summary>
    public static IReadOnlyList<FieldError> Check(AddMemories command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        errors.Count(command.Memories.Count, 1, MaxMemories, "memories");
        errors.Name(command.IdempotencyKey, MaxName, "idempotency_key");
        for (var i = 0; i < Math.Min(command.Memories.Count, MaxMemories); i++)
            Check(command.Memories[i], $"memories[{i}].", errors);
        return errors.All;
    }

    /// <summary>What is wrong with a command; empty when nothing is.</summary>
    public static IReadOnlyList<FieldError> Check(UpdateMemory command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        if (command.Text is { } text)
            errors.Text(text, Memory.MaxTextLength, "text");
        errors.Require(!command.ClearExpiry || command.ExpiresAt is null, "clear_expiry", "must not be set together with expires_at");
        Kind(command.Kind, "kind", errors);
        Categories(command.Categories, "categories", errors);
        Metadata(command.Metadata, "metadata", errors);
        return errors.All;
    }

    /// <summary>What is wrong with a command; empty when nothing is. It must say which memories: an empty one is not "all".</summary>
    public static IReadOnlyList<FieldError> Check(DeleteMemories command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        errors.Require(command.Ids is not null || command.Filter is not null, "ids", "must be given, or a filter");
        if (command.Ids is { } ids)
            errors.Count(ids.Count, 1, MaxIds, "ids");
        FilterRules.Check(command.Filter, "filter", errors);
        return errors.All;
    }

    /// <summary>What is wrong with a query; empty when nothing is.</summary>
    public static IReadOnlyList<FieldError> Check(MemoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var errors = new FieldErrors();
        errors.Range(query.Limit, 1, MaxLimit, "limit");
        errors.Require(query.Cursor is null || long.TryParse(query.Cursor, out _), "cursor", "is not one that a page gave");
        FilterRules.Check(query.Filter, "filter", errors);
        return errors.All;
    }

    /// <summary>What is wrong with a query; empty when nothing is.</summary>
    public static IReadOnlyList<FieldError> Check(RecallQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var errors = new FieldErrors();
        errors.Text(query.Text, MaxQuery, "text");
        errors.Range(query.Limit, 1, MaxLimit, "limit");
        errors.Range(query.MinScore, 0f, 1f, "min_score");
        errors.Require(query.MaxTokens is null or > 0, "max_tokens", "must be more than 0");
        errors.Require(query.Budget is not { } budget || (budget > TimeSpan.Zero && budget <= TimeSpan.FromMinutes(1)), "budget", "must be more than 0, at most a minute");
        FilterRules.Check(query.Filter, "filter", errors);
        return errors.All;
    }

    /// <summary>What is wrong with a command; empty when nothing is. Candidates are not looked at: those that break a bound are dropped.</summary>
    public static IReadOnlyList<FieldError> Check(LearnFromExchange command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        errors.Count(command.Candidates.Count, 0, CandidateRules.MaxCandidates, "candidates");
        errors.Count(command.Recalled.Count, 0, MaxLimit, "recalled");
        return errors.All;
    }

    internal static IReadOnlyList<FieldError> Check(Candidate candidate)
    {
        var errors = new FieldErrors();
        errors.Text(candidate.Text, candidate.Kind == MemoryKind.Episode ? int.MaxValue : Memory.MaxTextLength, "text");
        errors.Name(candidate.Corrects, Memory.MaxTextLength, "corrects");
        Named(candidate.Slot, candidate.Speaker, candidate.Scope, "", errors);
        Kind(candidate.Kind, "kind", errors);
        Categories(candidate.Categories, "categories", errors);
        Metadata(candidate.Metadata, "metadata", errors);
        return errors.All;
    }

    private static void Check(NewMemory memory, string at, FieldErrors errors)
    {
        errors.Text(memory.Text, Memory.MaxTextLength, at + "text");
        Named(memory.Slot, memory.Speaker, memory.Scope, at, errors);
        Kind(memory.Kind, at + "kind", errors);
        Categories(memory.Categories, at + "categories", errors);
        Metadata(memory.Metadata, at + "metadata", errors);
        errors.Name(memory.Provenance?.Source, MaxName, at + "provenance.source");
        errors.Name(memory.Provenance?.Model, MaxName, at + "provenance.model");
    }

    private static void Named(string? slot, string? speaker, MemoryScope scope, string at, FieldErrors errors)
    {
        errors.Require(slot is null || slot.Length > 0, at + "slot", "must not be empty");
        errors.Name(slot, MaxName, at + "slot");
        errors.Name(speaker, MaxName, at + "speaker");
        errors.Name(scope.Agent, MaxName, at + "scope.agent");
        errors.Name(scope.App, MaxName, at + "scope.app");
        errors.Name(scope.Run, MaxName, at + "scope.run");
    }

    private static void Kind(MemoryKind? kind, string field, FieldErrors errors) =>
        errors.Require(kind is null || Enum.IsDefined(kind.Value), field, "is not a kind");

    private static void Categories(IReadOnlyList<string>? categories, string field, FieldErrors errors)
    {
        errors.Count(categories?.Count ?? 0, 0, MaxCategories, field);
        for (var i = 0; i < Math.Min(categories?.Count ?? 0, MaxCategories); i++)
            errors.Text(categories![i], MaxName, $"{field}[{i}]");
    }

    internal static void Metadata(IReadOnlyDictionary<string, JsonElement>? metadata, string field, FieldErrors errors)
    {
        if (metadata is null)
            return;
        errors.Count(metadata.Count, 0, MaxMetadataKeys, field);
        foreach (var key in metadata.Keys.Take(MaxMetadataKeys))
            errors.Name(key, MaxName, field);
        var bytes = metadata.Sum(tag => tag.Key.Length + (long)tag.Value.GetRawText().Length);
        errors.Require(bytes <= MaxMetadataBytes, field, $"must have at most {MaxMetadataBytes} bytes as JSON");
    }
}

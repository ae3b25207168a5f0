using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>
/// Reads a filter as Mem0 writes it. Conditions that stand beside each other must all hold, operators included: an <c>OR</c> beside an
/// <c>AND</c> counts.
/// </summary>
internal static class FilterGrammar
{
    private const int MaxDepth = 8;

    private const string Unknown =
        "Top-level key must be a logical operator or an allowed field: ['AND', 'OR', 'NOT', 'user_id', 'agent_id', 'app_id', 'run_id', 'created_at', "
        + "'updated_at', 'timestamp', 'expiration_date', 'text', 'categories', 'metadata', 'keywords_search', 'memory_ids', 'keywords']";

    /// <summary>The condition that a filter is; without a filter everything.</summary>
    /// <exception cref="Mem0RequestException">It is not in the grammar.</exception>
    public static Condition Read(JsonElement filter) => Mem0Body.Part(filter) is { } given ? Read(given, depth: 1) : new Condition.All();

    private static Condition Read(JsonElement filter, int depth)
    {
        if (filter.ValueKind != JsonValueKind.Object)
            throw new Mem0RequestException("A filter must be an object.");
        if (depth > MaxDepth)
            throw new Mem0RequestException($"A filter is at most {MaxDepth} deep.");
        var conditions = filter.EnumerateObject().Select(member => Read(member, depth)).ToList();
        return conditions is [var only] ? only : new Condition.All(conditions);
    }

    private static Condition Read(JsonProperty member, int depth) => member.Name switch
    {
        "AND" => new Condition.All(Parts(member.Value, depth)),
        "OR" => new Condition.Any(Parts(member.Value, depth)),
        "NOT" => new Condition.Not(new Condition.Any(Parts(member.Value, depth))),
        "user_id" => EntityFields.Read(member, names => new Condition.OfUser(names)),
        "agent_id" => EntityFields.Read(member, names => Scope(ScopeField.Agent, names)),
        "app_id" => EntityFields.Read(member, names => Scope(ScopeField.App, names)),
        "run_id" => EntityFields.Read(member, names => Scope(ScopeField.Run, names)),
        "created_at" or "timestamp" => TimeFields.Read(member, TimeField.SaidAt),
        "updated_at" => TimeFields.Read(member, TimeField.UpdatedAt),
        "expiration_date" => TimeFields.ReadExpiry(member),
        "categories" => ContentFields.Categories(member),
        "metadata" => MetadataFields.Read(member.Value),
        "keywords" => ContentFields.Keywords(member, bare: false),
        "text" or "keywords_search" => ContentFields.Keywords(member, bare: true),
        "memory_ids" => ContentFields.Ids(member),
        _ => throw new Mem0RequestException(Unknown),
    };

    // One condition may stand where a list of them is expected.
    private static List<Condition> Parts(JsonElement parts, int depth) => parts.ValueKind == JsonValueKind.Array
        ? [.. parts.EnumerateArray().Select(part => Read(part, depth + 1))]
        : [Read(parts, depth + 1)];

    private static Condition.Field Scope(ScopeField field, IReadOnlyList<string>? names) => new(new MemoryFilter.HasScope(field, names));
}

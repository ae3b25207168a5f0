using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Reach;

/// <summary>The entities that a request names, each null when it names none.</summary>
internal sealed record EntityNames(string? User, string? Agent, string? App, string? Run)
{
    public bool Any => (User ?? Agent ?? App ?? Run) is not null;

    public MemoryScope Scope => new(Agent, App, Run);

    /// <summary>Those in a query string.</summary>
    public static EntityNames Of(IQueryCollection query) => Checked(query["user_id"], query["agent_id"], query["app_id"], query["run_id"]);

    /// <summary>The one that a path names.</summary>
    public static EntityNames Of(string type, string name) => type switch
    {
        "user" => Checked(name, agent: null, app: null, run: null),
        "agent" => Checked(user: null, name, app: null, run: null),
        "app" => Checked(user: null, agent: null, name, run: null),
        "run" => Checked(user: null, agent: null, app: null, name),
        _ => throw new Mem0RequestException("Invalid entity type"),
    };

    /// <summary>Names as they came; an empty one counts as none.</summary>
    /// <exception cref="Mem0RequestException">One of them is no id.</exception>
    public static EntityNames Checked(string? user, string? agent, string? app, string? run) =>
        new(Id(user, "user_id"), Id(agent, "agent_id"), Id(app, "app_id"), Id(run, "run_id"));

    /// <summary>That a memory has all of them; <c>*</c> means any.</summary>
    public Condition Condition()
    {
        var parts = new List<Condition>();
        if (User is not null)
            parts.Add(new Condition.OfUser(Names(User)));
        Add(ScopeField.Agent, Agent);
        Add(ScopeField.App, App);
        Add(ScopeField.Run, Run);
        return new Condition.All(parts);

        void Add(ScopeField field, string? name)
        {
            if (name is not null)
                parts.Add(new Condition.Field(new MemoryFilter.HasScope(field, Names(name))));
        }
    }

    private static string[]? Names(string name) => name == EntityFields.AnyName ? null : [name];

    private static string? Id(string? text, string field) =>
        string.IsNullOrEmpty(text) ? null
        : PathIds.CanStandInPath(text) ? text
        : throw new Mem0RequestException($"{field} must have 1 to {KeyText.MaxLength} characters without control characters, and not be '.' or '..'.");
}

using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Entities;

/// <summary>Counts memories by the entities that they name.</summary>
internal sealed class EntityCounts
{
    public static readonly string[] Types = ["user", "agent", "app", "run"];

    private readonly Dictionary<(string Type, string Name), EntityItem> _items = [];

    /// <summary>How many memories there are.</summary>
    public int Memories { get; private set; }

    /// <summary>All of them: users first, then agents, apps and runs, each in the order of their names.</summary>
    public IReadOnlyList<EntityItem> All =>
        [.. _items.Values.OrderBy(item => Array.IndexOf(Types, item.Type)).ThenBy(item => item.Name, StringComparer.Ordinal)];

    public int Of(string type) => _items.Values.Count(item => item.Type == type && item.TotalMemories > 0);

    public void Add(UserKey owner, Memory memory)
    {
        Memories++;
        Count(owner, "user", Owners.NameOf(owner), memory);
        Count(owner, "agent", memory.Scope.Agent, memory);
        Count(owner, "app", memory.Scope.App, memory);
        Count(owner, "run", memory.Scope.Run, memory);
    }

    /// <summary>A user also without memories.</summary>
    public void AddUser(UserKey owner, DateTimeOffset createdAt, DateTimeOffset updatedAt)
    {
        if (Owners.NameOf(owner) is { } name)
            _items.TryAdd(("user", name), new(name, name, "user", TotalMemories: 0, owner.Tenant.Value, createdAt, updatedAt));
    }

    private void Count(UserKey owner, string type, string? name, Memory memory)
    {
        if (name is null)
            return;
        var before = _items.GetValueOrDefault((type, name)) ?? new(name, name, type, TotalMemories: 0, owner.Tenant.Value, memory.CreatedAt, memory.UpdatedAt);
        _items[(type, name)] = before with
        {
            TotalMemories = before.TotalMemories + 1,
            CreatedAt = before.CreatedAt < memory.CreatedAt ? before.CreatedAt : memory.CreatedAt,
            UpdatedAt = before.UpdatedAt > memory.UpdatedAt ? before.UpdatedAt : memory.UpdatedAt,
        };
    }
}

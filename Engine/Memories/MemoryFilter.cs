using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Which memories are meant. At most 100 nodes, 8 deep.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(All), "and")]
[JsonDerivedType(typeof(Any), "or")]
[JsonDerivedType(typeof(Not), "not")]
[JsonDerivedType(typeof(HasId), "id")]
[JsonDerivedType(typeof(HasKind), "kind")]
[JsonDerivedType(typeof(HasScope), "scope")]
[JsonDerivedType(typeof(HasCategory), "category")]
[JsonDerivedType(typeof(HasCategoryWith), "category_with")]
[JsonDerivedType(typeof(HasTime), "time")]
[JsonDerivedType(typeof(HasMetadata), "metadata")]
[JsonDerivedType(typeof(HasText), "text")]
[JsonDerivedType(typeof(FromExchange), "exchange")]
public abstract record MemoryFilter
{
    private MemoryFilter()
    {
    }

    /// <summary>Every one of the filters holds; with none, everything.</summary>
    public sealed record All(IReadOnlyList<MemoryFilter> Of) : MemoryFilter;

    /// <summary>At least one of the filters holds; with none, nothing.</summary>
    public sealed record Any(IReadOnlyList<MemoryFilter> Of) : MemoryFilter;

    /// <summary>The filter does not hold.</summary>
    public sealed record Not(MemoryFilter Of) : MemoryFilter;

    /// <summary>It is one of these.</summary>
    public sealed record HasId(IReadOnlyList<MemoryId> Ids) : MemoryFilter;

    /// <summary>It is of one of these kinds.</summary>
    public sealed record HasKind(IReadOnlyList<MemoryKind> Kinds) : MemoryFilter;

    /// <summary>A scope has one of these values; a null list means: it has any value at all.</summary>
    public sealed record HasScope(ScopeField Field, IReadOnlyList<string>? Values) : MemoryFilter;

    /// <summary>It carries one of these categories, compared without case.</summary>
    public sealed record HasCategory(IReadOnlyList<string> Names) : MemoryFilter;

    /// <summary>It carries a category that contains this text, compared without case.</summary>
    public sealed record HasCategoryWith(string Text) : MemoryFilter;

    /// <summary>A time of it compares so with a given one; a memory without that time never matches.</summary>
    public sealed record HasTime(TimeField Field, Comparison Comparison, DateTimeOffset Value) : MemoryFilter;

    /// <summary>A metadata value compares so with a given one; a memory without that key never matches. Numbers compare as numbers, text by ordinal.</summary>
    public sealed record HasMetadata(string Key, Comparison Comparison, JsonElement Value) : MemoryFilter;

    /// <summary>The text contains this.</summary>
    public sealed record HasText(string Text, bool IgnoreCase = true) : MemoryFilter;

    /// <summary>It was learned from this exchange, or from any of this session when no exchange is named.</summary>
    public sealed record FromExchange(SessionId Session, ExchangeId? Exchange = null) : MemoryFilter;
}

/// <summary>A scope by name.</summary>
public enum ScopeField
{
    /// <summary><see cref="MemoryScope.Agent"/>.</summary>
    Agent,

    /// <summary><see cref="MemoryScope.App"/>.</summary>
    App,

    /// <summary><see cref="MemoryScope.Run"/>.</summary>
    Run,
}

/// <summary>A time of a memory by name.</summary>
public enum TimeField
{
    /// <summary><see cref="Memory.CreatedAt"/>.</summary>
    CreatedAt,

    /// <summary><see cref="Memory.UpdatedAt"/>.</summary>
    UpdatedAt,

    /// <summary><see cref="Memory.SaidAt"/>.</summary>
    SaidAt,

    /// <summary><see cref="Memory.ExpiresAt"/>.</summary>
    ExpiresAt,

    /// <summary><see cref="Memory.ValidFrom"/>.</summary>
    ValidFrom,

    /// <summary><see cref="Memory.ValidUntil"/>.</summary>
    ValidUntil,
}

/// <summary>How two values compare.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Not equal.</summary>
    Ne,

    /// <summary>Less.</summary>
    Lt,

    /// <summary>Less or equal.</summary>
    Lte,

    /// <summary>Greater.</summary>
    Gt,

    /// <summary>Greater or equal.</summary>
    Gte,

    /// <summary>A text contains the given text without case, or a list contains the given value. Not for times.</summary>
    Contains,
}

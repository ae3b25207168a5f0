using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Values;

/// <summary>Lists the keys of a namespace.</summary>
/// <param name="journals">Knows which there are.</param>
/// <param name="time">The clock.</param>
public sealed class ValueDirectory(IJournalStore journals, TimeProvider time)
{
    /// <summary>The longest pattern in UTF-16 characters.</summary>
    public const int MaxPatternLength = KeyPattern.MaxLength;

    /// <summary>How many keys one call looks at, however few of them it finds.</summary>
    public const int MaxLookedAt = 10_000;

    private const int ReadAtOnce = 1_000;

    /// <summary>A page of keys in the order of their code points, without those that have expired.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="pattern">Which: <c>*</c> stands for any characters, <c>?</c> for one, <c>\</c> takes the next for itself. Default: all.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">The <c>Next</c> of the page before; null begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ValuePage> ListAsync(
        TenantId tenant, NamespaceId space, string? pattern, int limit, ValueName? after = null, CancellationToken cancellationToken = default)
    {
        var wanted = new KeyPattern(pattern ?? "*");
        var found = new List<ValueEntry>();
        for (var looked = 0; looked < MaxLookedAt; looked += ReadAtOnce)
        {
            var heads = await journals.ListValuesAsync(new(tenant, space, time.GetUtcNow(), ReadAtOnce, wanted.Prefix, after), cancellationToken);
            foreach (var head in heads)
            {
                if (found.Count == limit)
                    return new(found, after);
                after = head.Key.Value!.Value.Name;
                if (wanted.Matches(after.Value.Value))
                    found.Add(new(after.Value, head.UpdatedAt, head.ExpiresAt));
            }

            if (heads.Count < ReadAtOnce)
                return new(found, Next: null);
        }

        return new(found, after);
    }
}

/// <summary>A stored value without its text.</summary>
/// <param name="Key">Its key.</param>
/// <param name="UpdatedAt">When it was last written.</param>
/// <param name="ExpiresAt">When it expires; null: never.</param>
public sealed record ValueEntry(ValueName Key, DateTimeOffset UpdatedAt, DateTimeOffset? ExpiresAt = null);

/// <summary>A page of keys.</summary>
/// <param name="Keys">The keys; may be fewer than asked for, also when there are more.</param>
/// <param name="Next">Give it back as <c>after</c> for the next page; null when this is the last.</param>
public sealed record ValuePage(IReadOnlyList<ValueEntry> Keys, ValueName? Next = null);

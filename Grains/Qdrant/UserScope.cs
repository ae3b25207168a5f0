using System.Security.Cryptography;
using System.Text;
using ChatMemory.Keys;
using ChatMemory.Recall.Shared;
using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>
/// One user's points. Requests are made of <see cref="ScopedFilter"/>s alone, and only a scope makes those: one that would reach another user
/// or tenant cannot be written down.
/// </summary>
internal sealed class UserScope
{
    private readonly UserKey _user;
    private readonly long? _epoch;

    private UserScope(UserKey user, long? epoch) => (_user, _epoch) = (user, epoch);

    public ScopedFilter Everything => new(this, new());

    /// <summary>What a user has now.</summary>
    public static UserScope Of(SharedOwner owner) => new(owner.User, owner.Epoch);

    /// <summary>What a user has, also what is left of before an erasure.</summary>
    public static UserScope OfAllEpochs(UserKey user) => new(user, epoch: null);

    public ScopedFilter Where(Filter also) => new(this, also);

    public ScopedFilter Where(IEnumerable<MemoryId> memories) => Where(new Filter { Must = { new Condition { HasId = IdsOf(memories) } } });

    public ScopedFilter ExceptEpoch(long epoch) => Where(new Filter { MustNot = { Conditions.Match(PointFields.Epoch, epoch) } });

    /// <summary>The ids of points, the same every time, so that writing twice leaves one point.</summary>
    public HasIdCondition IdsOf(IEnumerable<MemoryId> memories)
    {
        var ids = new HasIdCondition();
        ids.HasId.AddRange(memories.Select(IdOf));
        return ids;
    }

    public PointId IdOf(MemoryId memory)
    {
        // A key's text has no ambiguity and no line feed.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_user}\n{memory}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new() { Uuid = new Guid(hash, bigEndian: true).ToString("D") };
    }

    public void Mark(MapField<string, Value> payload)
    {
        payload[PointFields.Tenant] = _user.Tenant.Value;
        payload[PointFields.User] = _user.User.Value;
        if (_epoch is { } epoch)
            payload[PointFields.Epoch] = epoch;
    }

    /// <summary>A filter that admits points of one user only.</summary>
    internal sealed class ScopedFilter
    {
        public ScopedFilter(UserScope scope, Filter also)
        {
            Message = new();
            Message.Must.Add(Conditions.MatchKeyword(PointFields.Tenant, scope._user.Tenant.Value));
            Message.Must.Add(Conditions.MatchKeyword(PointFields.User, scope._user.User.Value));
            if (scope._epoch is { } epoch)
                Message.Must.Add(Conditions.Match(PointFields.Epoch, epoch));
            if (also.CalculateSize() > 0)
                Message.Must.Add(Conditions.Filter(also));
        }

        public Filter Message { get; }
    }
}

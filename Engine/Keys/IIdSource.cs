namespace ChatMemory.Keys;

/// <summary>Where new ids come from, so that a test can say which.</summary>
public interface IIdSource
{
    /// <summary>A UUID (RFC 9562) never returned before: version 7 where ids are to sort by time.</summary>
    Guid Next();
}

namespace ChatMemory.Keys;

/// <summary>Where new ids come from, so that a test can say which.</summary>
public interface IIdSource
{
    /// <summary>A version 7 UUID (RFC 9562) never returned before.</summary>
    Guid Next();
}

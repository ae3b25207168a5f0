namespace ChatMemory.Api.Streaming;

/// <summary>What a stream says besides its items, in the words of its wire.</summary>
internal abstract class StreamForm
{
    /// <summary>The native API's.</summary>
    public static StreamForm Native { get; } = new NativeForm();

    /// <summary>That the stream lives.</summary>
    public abstract void Ping(EventWriter writer);

    /// <summary>That it broke; nothing follows.</summary>
    public abstract void Fail(EventWriter writer, StreamError error);

    private sealed class NativeForm : StreamForm
    {
        private static readonly Dictionary<string, string> NoData = [];

        public override void Ping(EventWriter writer) => writer.Write("ping"u8, NoData);

        public override void Fail(EventWriter writer, StreamError error) => writer.Write("error"u8, error);
    }
}

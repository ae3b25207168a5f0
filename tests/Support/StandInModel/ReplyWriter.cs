using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatMemory.Support.StandIn;

/// <summary>Writes a reply's bytes, cut into pieces that fall where they may.</summary>
/// <param name="context">The request.</param>
/// <param name="pieceLength">How many bytes go out at once; 0 leaves a step's bytes whole.</param>
public sealed class ReplyWriter(HttpContext context, int pieceLength)
{
    /// <summary>Cancelled when the client hangs up.</summary>
    public CancellationToken Gone => context.RequestAborted;

    public async Task BeginAsync(int status, string contentType, IReadOnlyDictionary<string, string> headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        if (status == 200)
            await context.Response.StartAsync(Gone);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var length = pieceLength == 0 ? bytes.Length : pieceLength;
        for (var at = 0; at < bytes.Length; at += length)
        {
            await context.Response.BodyWriter.WriteAsync(bytes[at..Math.Min(bytes.Length, at + length)], Gone);
            // Lets the client read this piece before the next is there, most of the time.
            if (pieceLength > 0)
                await Task.Yield();
        }
    }

    /// <summary>Cuts the connection without ending the reply.</summary>
    public void Abort() => context.Abort();
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Sends one request and reads its answer, leading everything that goes wrong to a <see cref="ModelException"/>.</summary>
internal static class ModelCall
{
    /// <summary>Returns the answer of a 2xx status, its body unread.</summary>
    public static async Task<PipelineResponse> SendAsync(
        Func<RequestOptions, Task<ClientResult>> send, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = new RequestOptions
        {
            BufferResponse = false,
            ErrorOptions = ClientErrorBehaviors.NoThrow,
            CancellationToken = cancellationToken,
        };
        var response = await ReachAsync(send, options);
        if (response.Status is >= 200 and < 300)
            return response;

        using (response)
            throw await ModelFailure.OfStatusAsync(response, time, cancellationToken);
    }

    /// <summary>Sends within a time and reads the whole body, which is no longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>> ExchangeAsync(
        Func<RequestOptions, Task<ClientResult>> send, TimeSpan timeout, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new Patience(time, cancellationToken);
        patience.Expect(timeout);
        try
        {
            using var response = await SendAsync(send, time, patience.Token);
            return await BoundedBody.ReadAsync(response.ContentStream, maxBytes, patience.Token)
                ?? throw ModelFailure.TooLong();
        }
        catch (OperationCanceledException) when (patience.HasEnded)
        {
            throw ModelFailure.Stalled();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw ModelFailure.CutOff(e);
        }
    }

    private static async Task<PipelineResponse> ReachAsync(Func<RequestOptions, Task<ClientResult>> send, RequestOptions options)
    {
        try
        {
            return (await send(options)).GetRawResponse();
        }
        catch (AuthenticationFailedException e)
        {
            throw ModelFailure.NoToken(e);
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException)
        {
            throw ModelFailure.Unreachable(e);
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant.StandIn;

/// <summary>A server that answers like Qdrant over its public gRPC description, for as much of it as is used here. Loses everything when it ends.</summary>
public sealed class QdrantStandIn : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StandInCollection> _collections = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Method, IMessage Request)> _requests = [];
    private readonly WebApplication _app;

    private QdrantStandIn(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<(string Method, IMessage Request)> Requests => [.. _requests];

    /// <summary>The api keys that came along.</summary>
    public ConcurrentBag<string?> ApiKeys { get; } = [];

    /// <summary>Called with the method's name before each request takes effect: throw to refuse it, await to hold it back.</summary>
    public Func<string, Task>? Before { get; set; }

    public IReadOnlyList<PointStruct> Points
    {
        get
        {
            lock (_gate)
                return [.. _collections.Values.SelectMany(collection => collection.Points)];
        }
    }

    public IReadOnlyList<string> Collections
    {
        get
        {
            lock (_gate)
                return [.. _collections.Keys];
        }
    }

    public static async Task<QdrantStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton<IServiceMethodProvider<QdrantStandIn>, Methods>();
        QdrantStandIn? server = null;
        builder.Services.AddSingleton(_ => server!);
        var app = builder.Build();
        server = new(app);
        app.MapGrpcService<QdrantStandIn>();
        await app.StartAsync();
        return server;
    }

    public static RpcException Away() => new(new Status(StatusCode.Unavailable, "away"));

    /// <summary>Loses all points and keeps the collections.</summary>
    public void Empty()
    {
        lock (_gate)
            _collections.Values.ToList().ForEach(collection => collection.Clear());
    }

    /// <summary>Loses the collections.</summary>
    public void Drop()
    {
        lock (_gate)
            _collections.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        string method, TRequest request, ServerCallContext context, Func<TRequest, TResponse> answer)
        where TRequest : IMessage
    {
        _requests.Enqueue((method, request));
        ApiKeys.Add(context.RequestHeaders.GetValue("api-key"));
        if (Before is { } before)
            await before(method).WaitAsync(context.CancellationToken);
        lock (_gate)
            return answer(request);
    }

    private StandInCollection Of(string name) => _collections.TryGetValue(name, out var collection)
        ? collection
        : throw new RpcException(new(StatusCode.NotFound, $"Not found: Collection `{name}` doesn't exist!"));

    private CollectionOperationResponse Create(CreateCollection request) => _collections.TryAdd(request.CollectionName, new(request))
        ? new() { Result = true }
        : throw new RpcException(new(StatusCode.AlreadyExists, "Collection already exists!"));

    private PointsOperationResponse Index(CreateFieldIndexCollection request)
    {
        Of(request.CollectionName).Indexes.Add(request.FieldName);
        return Done;
    }

    private PointsOperationResponse Upsert(UpsertPoints request)
    {
        Of(request.CollectionName).Upsert(request);
        return Done;
    }

    private PointsOperationResponse Delete(DeletePoints request)
    {
        Of(request.CollectionName).Delete(request);
        return Done;
    }

    private ListCollectionsResponse List()
    {
        var response = new ListCollectionsResponse();
        response.Collections.AddRange(_collections.Keys.Select(name => new CollectionDescription { Name = name }));
        return response;
    }

    private static PointsOperationResponse Done => new() { Result = new() { Status = UpdateStatus.Completed } };

    /// <summary>The client's package has no server side, so the methods are described here.</summary>
    private sealed class Methods : IServiceMethodProvider<QdrantStandIn>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<QdrantStandIn> context)
        {
            Add<HealthCheckRequest, HealthCheckReply>(context, "Qdrant", "HealthCheck", _ => _ => new() { Title = "stand-in" });
            Add<ListCollectionsRequest, ListCollectionsResponse>(context, "Collections", "List", server => _ => server.List());
            Add<CollectionExistsRequest, CollectionExistsResponse>(context, "Collections", "CollectionExists", server => request =>
                new() { Result = new() { Exists = server._collections.ContainsKey(request.CollectionName) } });
            Add<CreateCollection, CollectionOperationResponse>(context, "Collections", "Create", server => server.Create);
            Add<CreateFieldIndexCollection, PointsOperationResponse>(context, "Points", "CreateFieldIndex", server => server.Index);
            Add<UpsertPoints, PointsOperationResponse>(context, "Points", "Upsert", server => server.Upsert);
            Add<DeletePoints, PointsOperationResponse>(context, "Points", "Delete", server => server.Delete);
            Add<ScrollPoints, ScrollResponse>(context, "Points", "Scroll", server => request => server.Of(request.CollectionName).Scroll(request));
            Add<QueryPoints, QueryResponse>(context, "Points", "Query", server => request => server.Of(request.CollectionName).Query(request));
            Add<CountPoints, CountResponse>(context, "Points", "Count", server => request =>
                new() { Result = new() { Count = server.Of(request.CollectionName).CountOf(request) } });
        }

        private static void Add<TRequest, TResponse>(
            ServiceMethodProviderContext<QdrantStandIn> context, string service, string name, Func<QdrantStandIn, Func<TRequest, TResponse>> answer)
            where TRequest : class, IMessage<TRequest>, new()
            where TResponse : class, IMessage<TResponse>, new() =>
            context.AddUnaryMethod(
                new Method<TRequest, TResponse>(MethodType.Unary, $"qdrant.{service}", name, Form<TRequest>(), Form<TResponse>()),
                [],
                (server, request, call) => server.AnswerAsync(name, request, call, answer(server)));

        private static Marshaller<T> Form<T>()
            where T : IMessage<T>, new()
        {
            var parser = new MessageParser<T>(() => new());
            return Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
        }
    }
}

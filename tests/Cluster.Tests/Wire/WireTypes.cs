namespace ChatMemory.Cluster.Wire;

/// <summary>Every type that a grain's method takes or gives, as its signature says it.</summary>
internal static class WireTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. new[] { typeof(IChatSessionGrain), typeof(IUserMemoryGrain), typeof(IStoredValueGrain), typeof(IExtractionWorkerGrain) }
            .SelectMany(it => it.GetInterfaces().Append(it))
            .Where(it => it.Namespace!.StartsWith("ChatMemory", StringComparison.Ordinal))
            .SelectMany(it => it.GetMethods())
            .SelectMany(it => it.GetParameters().Select(parameter => parameter.ParameterType).Append(Result(it.ReturnType)))
            .Append(typeof(ChatEventBatch))
            .Where(it => it != typeof(CancellationToken) && it != typeof(Task))
            .Distinct()
            .OrderBy(Name, StringComparer.Ordinal),
    ];

    public static string Name(Type type) => type.IsConstructedGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(",", type.GetGenericArguments().Select(Name))}>"
        : type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;

    private static Type Result(Type type) =>
        type.IsConstructedGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            ? type.GetGenericArguments()[0]
            : type;
}

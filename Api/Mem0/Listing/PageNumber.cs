using System.Globalization;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Memories;
using Microsoft.AspNetCore.Http.Extensions;

namespace ChatMemory.Api.Mem0.Listing;

/// <summary>A page by number, from 1. What the query says wins over what the body says.</summary>
internal sealed record PageNumber(int Number, int Size)
{
    private const int DefaultSize = 100;

    public int Skip => (int)Math.Min((long)(Number - 1) * Size, int.MaxValue);

    /// <summary>The page that a request asks for.</summary>
    /// <exception cref="Mem0RequestException">It is no page.</exception>
    public static PageNumber Of(HttpContext context, int? number = null, int? size = null)
    {
        var page = new PageNumber(InQuery(context, "page") ?? number ?? 1, InQuery(context, "page_size") ?? size ?? DefaultSize);
        if (page.Number < 1)
            throw InvalidPage();
        return page.Size is >= 1 and <= MemoryRules.MaxLimit ? page : throw new Mem0RequestException($"page_size must be between 1 and {MemoryRules.MaxLimit}.");
    }

    /// <summary>The envelope of a page, with the addresses of its neighbours.</summary>
    /// <exception cref="Mem0RequestException">There is no such page.</exception>
    public Page<T> Envelope<T>(HttpContext context, IReadOnlyList<T> items, int total)
    {
        if (Number > 1 && Skip >= total)
            throw InvalidPage();
        return new(
            total,
            (long)Skip + Size < total ? AddressOf(context, Number + 1) : null,
            Number > 1 ? AddressOf(context, Number - 1) : null,
            items);
    }

    private string AddressOf(HttpContext context, int number)
    {
        var query = QueryString.Create(context.Request.Query.Where(pair => pair.Key is not ("page" or "page_size")))
            .Add("page", number.ToString(CultureInfo.InvariantCulture)).Add("page_size", Size.ToString(CultureInfo.InvariantCulture));
        return UriHelper.BuildAbsolute(context.Request.Scheme, context.Request.Host, context.Request.PathBase, context.Request.Path, query);
    }

    private static int? InQuery(HttpContext context, string name) => context.Request.Query[name].ToString() switch
    {
        "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new Mem0RequestException($"{name} must be a number."),
    };

    private static Mem0RequestException InvalidPage() => new(Mem0Error.NotFound("Invalid page."));
}

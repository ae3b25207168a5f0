using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Browser;

/// <summary>What tests at the page share: one server a class, a context of its own for each test, and a script error fails the test.</summary>
public abstract class PageTests(Chromium browser, PageServer server) : IAsyncLifetime
{
    private static int _users;

    private readonly List<string> _errors = [];
    private IBrowserContext? _context;

    protected PageServer Server { get; } = server;

    protected IBrowserContext Context => _context!;

    /// <summary>A user that no other test has.</summary>
    protected string User { get; } = $"user {Interlocked.Increment(ref _users)}";

    protected virtual BrowserNewContextOptions? Options => null;

    public virtual async ValueTask InitializeAsync()
    {
        _context = await browser.ContextAsync(Options);
        _context.WebError += (_, error) => _errors.Add(error.Error);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_context is not null)
            await _context.DisposeAsync();
        Assert.Empty(_errors);
    }

    internal Task<Visitor> ArriveAsync(string? session = null, Uri? address = null) =>
        Visitor.ArriveAsync(Context, address?.AbsoluteUri ?? Server.Address, User, session);

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}

using Microsoft.Extensions.Hosting;

namespace ChatMemory.Journals;

/// <summary>A step of a server's start that creates or upgrades tables. Its <c>StartingAsync</c> may be run alone, by who may change tables.</summary>
public interface ISchemaStartup : IHostedLifecycleService;

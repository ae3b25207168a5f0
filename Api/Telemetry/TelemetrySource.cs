namespace ChatMemory.Api.Telemetry;

/// <summary>An activity source or meter whose reports are exported as well.</summary>
/// <param name="Name">Its name; <c>*</c> stands for any ending.</param>
public sealed record TelemetrySource(string Name);

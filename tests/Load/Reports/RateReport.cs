using ChatMemory.Load.Figures;

namespace ChatMemory.Load.Reports;

/// <summary>What one run was to do and what came out.</summary>
internal sealed record RateReport(LoadPlan Plan, RunFigures Figures);

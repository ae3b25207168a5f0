using ChatMemory.Api.Quotas;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Problems;

/// <summary>How a wire other than the native one words an error.</summary>
internal interface IErrorForm
{
    /// <summary>Whether an address belongs to the wire.</summary>
    bool Speaks(PathString path);

    /// <summary>The problem in its words.</summary>
    IResult Of(ProblemDetails problem);

    /// <summary>Says how much of a quota is left in the headers that the wire's clients read, besides those that all wires have.</summary>
    void Tell(QuotaLevel level, IHeaderDictionary headers)
    {
    }
}

/// <summary>Answers with a problem in the words of the wire that was spoken to.</summary>
internal static class ErrorForms
{
    public static Task AnswerAsync(this ProblemHttpResult problem, HttpContext context) =>
        Form(context) is { } form ? form.Of(problem.ProblemDetails).ExecuteAsync(context) : problem.ExecuteAsync(context);

    internal static IErrorForm? Form(HttpContext context) =>
        context.RequestServices.GetServices<IErrorForm>().FirstOrDefault(form => form.Speaks(context.Request.Path));
}

/// <summary>Does the same for what the framework itself refuses: addresses and methods that there are not.</summary>
internal sealed class ErrorFormWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => ErrorForms.Form(context.HttpContext) is not null;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
        ProblemCodes.Complete(context.ProblemDetails);
        await ErrorForms.Form(context.HttpContext)!.Of(context.ProblemDetails).ExecuteAsync(context.HttpContext);
    }
}

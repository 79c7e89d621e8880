using Trapeze.Tool.Verbs;

namespace Trapeze.Tool;

/// <summary>The <c>trapeze</c> command: verbs only, no meaning of its own.</summary>
internal static class Program
{
    internal const string Usage = """
        trapeze VERB
          template NAME   prints the CloudFormation template of the DynamoDB table NAME, and of the policy for the store's processes
        """;

    internal static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is ["--help"])
        {
            output.WriteLine(Usage);
            return 0;
        }

        if (arguments is ["template", var table])
        {
            return TemplateVerb.Run(table, output, errors);
        }

        errors.WriteLine(Usage);
        return 2;
    }

    private static int Main(string[] arguments) => Run(arguments, Console.Out, Console.Error);
}

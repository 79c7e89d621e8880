namespace Trapeze.Policy.Labels;

/// <summary>What a policy writes between the brackets of a family.</summary>
internal readonly record struct ParameterTemplate(ParameterTemplateKind Kind, string Text);

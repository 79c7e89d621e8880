namespace Trapeze.Policy.Diagnostics;

/// <summary>The codes of all diagnostics. Stable: a code keeps its meaning, and a retired one is not used again.</summary>
/// <remarks>What to do about each is in the policy reference.</remarks>
public static class DiagnosticCode
{
    /// <summary>The text is not YAML.</summary>
    public const string NotYaml = "TP0001";

    /// <summary>The file is larger than a policy may be.</summary>
    public const string TooLarge = "TP0002";

    /// <summary>The text nests deeper than a policy may.</summary>
    public const string TooDeep = "TP0003";

    /// <summary>The text has more parts than a policy may.</summary>
    public const string TooMany = "TP0004";

    /// <summary>An anchor or an alias.</summary>
    public const string Alias = "TP0005";

    /// <summary>A tag.</summary>
    public const string Tag = "TP0006";

    /// <summary>A second document.</summary>
    public const string SecondDocument = "TP0007";

    /// <summary>A merge key.</summary>
    public const string MergeKey = "TP0008";

    /// <summary>The same key twice in one mapping.</summary>
    public const string DuplicateKey = "TP0009";

    /// <summary>A key that is not plain text.</summary>
    public const string KeyNotText = "TP0010";

    /// <summary>The file is missing or cannot be read.</summary>
    public const string Unreadable = "TP0011";

    /// <summary>A character that could hide something, or text that is not UTF-8.</summary>
    public const string BadCharacter = "TP0012";

    /// <summary>There is nothing in the file.</summary>
    public const string Empty = "TP0013";

    /// <summary>More problems than are shown.</summary>
    public const string MoreProblems = "TP0014";

    /// <summary>A key that means nothing here.</summary>
    public const string UnknownKey = "TP0101";

    /// <summary>A key or a section that has to be there.</summary>
    public const string MissingKey = "TP0102";

    /// <summary>Text, a list or a mapping where another of them belongs.</summary>
    public const string WrongShape = "TP0103";

    /// <summary>A label that is not declared.</summary>
    public const string UnknownLabel = "TP0104";

    /// <summary>A key without its value.</summary>
    public const string MissingValue = "TP0105";

    /// <summary>Text that cannot be a name.</summary>
    public const string NotAName = "TP0106";

    /// <summary>A version of the language that this reader does not know.</summary>
    public const string Version = "TP0107";

    /// <summary>The same thing twice in one list.</summary>
    public const string ListedTwice = "TP0108";

    /// <summary>A label's name that is taken by the language.</summary>
    public const string ReservedLabel = "TP0201";

    /// <summary>A label that is declared twice.</summary>
    public const string LabelTwice = "TP0202";

    /// <summary>Labels that lie below each other in a circle.</summary>
    public const string Cycle = "TP0203";

    /// <summary>A parameter that the declared family does not have.</summary>
    public const string ForeignParameter = "TP0204";

    /// <summary>A family without a parameter, or a parameter on an atom.</summary>
    public const string Parameter = "TP0205";

    /// <summary>Text that is not a label.</summary>
    public const string LabelSyntax = "TP0206";

    /// <summary>A <c>*</c> where no set of labels can stand.</summary>
    public const string StarNotHere = "TP0207";

    /// <summary>A <c>$name</c> that nothing can ever bind.</summary>
    public const string Unbound = "TP0208";

    /// <summary>A formula where a declared label belongs.</summary>
    public const string FormulaNotHere = "TP0209";

    /// <summary>A label that grows too large.</summary>
    public const string LabelTooLarge = "TP0210";

    /// <summary>A parameter's name where its value belongs.</summary>
    public const string NameForValue = "TP0211";

    /// <summary>Integrity where it says nothing.</summary>
    public const string IntegrityNotHere = "TP0212";

    /// <summary>A rule that an earlier one always forestalls.</summary>
    public const string Shadowed = "TP0301";

    /// <summary>A second rule for the anonymous caller.</summary>
    public const string AnonymousTwice = "TP0302";

    /// <summary>A caller rule that says both or neither of who is meant and what they are.</summary>
    public const string CallerRule = "TP0303";

    /// <summary>A claim's name or value that cannot be compared.</summary>
    public const string Claim = "TP0304";

    /// <summary>A channel that leads nowhere or two ways.</summary>
    public const string ChannelKind = "TP0401";

    /// <summary>An address that is not one.</summary>
    public const string Address = "TP0402";

    /// <summary>A reply that shows callers more than they may see.</summary>
    public const string ReplyAboveCaller = "TP0403";

    /// <summary>A reply whose label a caller cannot bind.</summary>
    public const string ReplyUnbound = "TP0404";

    /// <summary>Answers on a channel where nothing comes back.</summary>
    public const string NothingAnswers = "TP0405";

    /// <summary>A key attribute of an unknown type.</summary>
    public const string KeyType = "TP0501";

    /// <summary>One attribute for both parts of a key.</summary>
    public const string KeyTwice = "TP0502";

    /// <summary>An index without anything to find a row by.</summary>
    public const string IndexKey = "TP0503";

    /// <summary>One key attribute with two types.</summary>
    public const string KeyTypes = "TP0504";

    /// <summary>Something that an index cannot hold.</summary>
    public const string Projects = "TP0505";

    /// <summary>More indexes than a table can have.</summary>
    public const string TooManyIndexes = "TP0506";

    /// <summary>Something that cannot start a function.</summary>
    public const string Trigger = "TP0601";

    /// <summary>A path that is not a route template.</summary>
    public const string Route = "TP0602";

    /// <summary>A route that two functions claim.</summary>
    public const string RouteTwice = "TP0603";

    /// <summary>A streaming function that would rise.</summary>
    public const string StreamRises = "TP0604";

    /// <summary>Something that needs a route, on a function that has none.</summary>
    public const string NeedsRoute = "TP0605";

    /// <summary>Callers that do not exist.</summary>
    public const string NoSuchCaller = "TP0606";

    /// <summary>A label that a function can never rise to.</summary>
    public const string NeverRises = "TP0607";

    /// <summary>A <c>$name</c> that none of a function's callers binds.</summary>
    public const string CallersDoNotBind = "TP0608";

    /// <summary>A declassifier or a profile in a function that is not declared.</summary>
    public const string UnknownFunction = "TP0701";

    /// <summary>A declassifier into something that is not declared.</summary>
    public const string UnknownSink = "TP0702";

    /// <summary>A declassifier that can never run.</summary>
    public const string NeverRuns = "TP0703";

    /// <summary>A declassifier that releases nothing.</summary>
    public const string ReleasesNothing = "TP0704";

    /// <summary>Code that is not a type's name.</summary>
    public const string Code = "TP0705";

    /// <summary>An amount that is not a number of bits.</summary>
    public const string Bits = "TP0706";

    /// <summary>A name that means two things to release into.</summary>
    public const string AmbiguousSink = "TP0707";

    /// <summary>A declassifier into a channel that may not carry what it releases.</summary>
    public const string SinkTooLow = "TP0708";

    /// <summary>A declassifier that asks for someone to vouch who never does.</summary>
    public const string NobodyVouches = "TP0709";

    /// <summary>Something that is not a path from the root.</summary>
    public const string GrantPath = "TP0801";

    /// <summary>A path that shows what others do.</summary>
    public const string SharedPlace = "TP0802";

    /// <summary>A profile that would let programs write where others read.</summary>
    public const string WritesElsewhere = "TP0803";

    /// <summary>A network that is not a channel to a server on this machine.</summary>
    public const string Network = "TP0804";

    /// <summary>Something that is not a variable of an environment.</summary>
    public const string Variable = "TP0805";

    /// <summary>A limit that is not an amount.</summary>
    public const string Limit = "TP0806";

    /// <summary>Something that cannot be asked for in the audit log.</summary>
    public const string Audit = "TP0807";

    /// <summary>A label that the policy never uses.</summary>
    public const string UnusedLabel = "TP0901";

    /// <summary>A path that another one gives already.</summary>
    public const string GrantedAlready = "TP0902";

    /// <summary>A source whose records start nothing.</summary>
    public const string StartsNothing = "TP0903";

    /// <summary>A source that says not, or twice, what its events come in from.</summary>
    public const string SourceKind = "TP1001";

    /// <summary>Something that AWS, or the policy, cannot call what the source comes from.</summary>
    public const string SourceResource = "TP1002";

    /// <summary>A place that is another source already.</summary>
    public const string SourceTwice = "TP1003";

    /// <summary>A label for records without one, where every record has one.</summary>
    public const string UnsignedNotHere = "TP1004";

    /// <summary>A table's stream of a table that is not declared.</summary>
    public const string UnknownTable = "TP1005";

    /// <summary>A topic that feeds no queue, or is none.</summary>
    public const string SourceFrom = "TP1006";
}

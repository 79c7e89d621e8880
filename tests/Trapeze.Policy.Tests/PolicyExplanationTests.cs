namespace Trapeze.Policy.Tests;

public sealed class PolicyExplanationTests
{
    [Fact]
    public void Explain_SaysWhoCanLearnWhat()
    {
        var policy = PolicyFiles.Parse("""
            trapeze: 1
            labels:
              public:
              client(id): public
              card(id): client(id)
              owner: client(*)
              company: card(*)
            callers:
              - when: { role: client }
                are: client($sub)
              - when: { role: owner }
                are: owner
              - anonymous: public
            channels:
              reply: caller
              company: { http: "https://cards.example/", label: company }
            tables:
              shelf: { key: id }
            functions:
              buy: { on: POST /buy, callers: client(*), raises: [card($id), company] }
              look: { on: [GET /shelf, event look] }
            declassifiers:
              approved: { from: company, to: client($id), code: Shop.Approved, in: buy, into: shelf, releases: 1 bit }
            """);

        Assert.Equal(
            """
            callers
              token with role client  starts at client($sub)
              token with role owner   starts at owner
              without a token         starts at public

            labels
              public      sees only its own
              client(id)  sees public; and of company through approved
              card(id)    sees public, client(the same); and of company through approved
              owner       sees public, client(*); and of company through approved
              company     sees public, client(*), card(*)

            channels
              reply    shows each caller what is at or below the caller's own label
              company  https://cards.example/ shows what is at or below company

            functions
              buy   POST /buy by client(*); may rise to card($id), company
              look  GET /shelf by any caller; event look; does not rise

            ways down: 1, of these without a bound: 0
              approved  company → client($id), 1 bit a use, in buy, into shelf, by Shop.Approved

            """,
            policy.Explain());
    }

    [Theory]
    [InlineData("retail.yaml")]
    [InlineData("everything.yaml")]
    public void Explain_CountsTheWaysDown(string file)
    {
        var policy = PolicyFiles.Read(file);

        Assert.Contains($"ways down: {policy.Declassifiers.Count},", policy.Explain(), StringComparison.Ordinal);
    }
}

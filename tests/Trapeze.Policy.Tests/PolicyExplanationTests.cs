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

    [Fact]
    public void Explain_EveryFeature_SaysEachInItsWords() =>
        Assert.Equal(
            """
            callers
              token with role client and https://claims.example/verified true  starts at client($sub)
              token with role photographer                                     starts at photographer($sub)
              token with role owner                                            starts at owner ! voucher
              token with role team                                             starts at client($left) & client($right)
              any other valid token                                            starts at auditor
              without a token                                                  starts at public

            labels
              public            sees only its own; and of owner through releaseProduct
              voucher           sees only its own
              auditor           sees public; and of owner through releaseProduct
              photographer(id)  sees public; and of owner through releaseProduct
              client(id)        sees public; and of cardCompany through approved, of owner through releaseProduct
              card(id)          sees public, client(the same); and of cardCompany through approved, of owner through releaseProduct
              owner             sees public, auditor, photographer(*), client(*); and of cardCompany through approved
              cardCompany       sees public, client(*), card(*); and of owner through releaseProduct

            channels
              reply        shows each caller what is at or below the caller's own label
              bus          eventbridge arn:aws-cn:events:cn-north-1:123456789012:event-bus/shop/orders shows what is at or below owner
              cards        https://cards.example:8443/v1/ shows what is at or below card($id)
              clicks       kinesis arn:aws:kinesis:eu-west-1:123456789012:stream/clicks shows what is at or below auditor
              counts       kinesis counts shows what is at or below auditor
              log          shows what is at or below owner
              machine      states arn:aws:states:eu-west-1:123456789012:stateMachine:fulfilment shows what is at or below client($id)
              mail         smtp://localhost:2525/ shows what is at or below public
              metrics      shows what is at or below public
              news         sns arn:aws:sns:eu-west-1:123456789012:news shows what is at or below public
              orders       sqs https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo shows what is at or below owner
              otherWorker  lambda arn:aws:lambda:eu-west-1:123456789012:function:purchase shows what is at or below owner
              pair         http://pair.example/ shows what is at or below (client($id) | owner) & auditor
              plainBus     eventbridge default shows what is at or below owner
              trace        shows what is at or below auditor
              uploads      s3 retail-uploads shows what is at or below photographer($id)
              worker       lambda purchase:live shows what is at or below owner

            functions
              catalog   GET /categories, GET /products/{id} by any caller; does not rise
              feed      GET /feed by any caller; does not rise
              named     event named; may rise to client("al ice") | owner, client(bob)
              photo     event photo.taken; may rise to client(*)
              purchase  POST /purchase by client(*), owner; event purchase.again; may rise to card($id), cardCompany
              release   POST /release by owner; may rise to top

            events from outside
              again       invoke purchase; starts event purchase.again, never without an envelope
              clicks      kinesis clicks; starts event photo.taken, without an envelope at auditor
              fulfilment  states fulfilment; starts the event that its envelope names, never without an envelope
              headlines   sqs headlines from news; starts event named, never without an envelope
              news        sns news; starts event named, without an envelope at public
              orders      sqs orders.fifo; starts the event that its envelope names, never without an envelope
              pictures    s3 retail-uploads; starts event photo.taken, without an envelope at top
              shop        eventbridge com.shop/orders; starts event named, without an envelope at auditor & client(bob)
              tasks       dynamodb tasks; starts event purchase.again, at each facet's own label

            ways down: 2, of these without a bound: 0
              approved        cardCompany → client($id), 1 bit a use, in purchase, into purchase.again, by Shop.Approved
              releaseProduct  owner → public, 64 bits a use, in release, into catalog, price, mail, by Shop.Release+Product, decided by voucher

            programs that functions run
              model      in purchase, release; execute /opt/model/run, what lies in its own folder; send on mail; refused reads are named
              thumbnail  in photo; execute /usr/bin/convert, /usr/lib/x86_64-linux-gnu/ImageMagick*, /usr/bin/gs; read /usr/share, /etc/ImageMagick-?/*.xml, /tmp/fonts; no network

            """,
            PolicyFiles.Read("everything.yaml").Explain());

    [Fact]
    public void Explain_NoCallers_SaysWhatThereIs()
    {
        var policy = PolicyFiles.Parse("""
            trapeze: 1
            labels:
              public:
              owner: public
              vault: public
            channels:
              reply: public
            functions:
              work: { on: event work, raises: top }
            declassifiers:
              first: { from: owner, to: public, code: Shop.First, in: work, into: work, releases: 8 bits }
              second: { from: vault, to: public, code: Shop.Second, in: work, into: work }
            """);

        Assert.Equal(
            """
            callers

            labels
              public  sees only its own; and of owner through first, of vault through second
              owner   sees public; and of vault through second
              vault   sees public; and of owner through first

            channels
              reply  shows what is at or below public

            functions
              work  event work; may rise to top

            ways down: 2, of these without a bound: 1
              first   owner → public, 8 bits a use, in work, into work, by Shop.First
              second  vault → public, without a bound, in work, into work, by Shop.Second

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

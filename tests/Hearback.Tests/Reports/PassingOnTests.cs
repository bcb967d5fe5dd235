using Hearback.Reports;
using Hearback.Staff;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reports;

/// <summary>What leaves an organisation, on which grounds, and who may know who the reporter is.</summary>
public sealed class PassingOnTests
{
    private readonly Desk _desk = A.Desk();
    private readonly Officer _sam = A.Officer();

    [Fact]
    public void A_passing_on_keeps_who_what_for_by_which_law_and_why()
    {
        var report = A.Report(A.NamedAnswers(), _desk);

        report.PassTo(A.Pack.Organisation("metropolitan-police")!, new("They patrol there", Gateway.ChildAtRisk, "Only they can go in"), "A child is alone", "We told the police", _sam, _desk);

        var kept = Assert.Single(report.PassingsOn);
        Assert.Equal(("metropolitan-police", Gateway.ChildAtRisk, _sam.MemberId, "community-safety", _desk.Today, false, false), (kept.Organisation, kept.Gateway, kept.MemberId, kept.Team, kept.On, kept.WithName, kept.IsWhole));
        Assert.Equal(new PassedWords("They patrol there", "Only they can go in", "A child is alone"), kept.Open(_desk.Key));
    }

    [Theory]
    [InlineData(IdentityLevel.Anonymous)]
    [InlineData(IdentityLevel.Confidential)]
    public void Only_who_agreed_to_be_named_is_named_to_others(IdentityLevel identity)
    {
        var report = A.Report(identity is IdentityLevel.Anonymous ? A.Answers() : A.ConfidentialAnswers(), _desk);

        var refused = Assert.Throws<RefusedException>(() => report.PassTo(A.Pack.Organisation("metropolitan-police")!, A.Grounds(), "A door is open", "We told the police", _sam, _desk, withName: true));

        Assert.Equal("This reporter has not agreed to be named to others", refused.Message);
        Assert.Empty(report.PassingsOn);
    }

    [Fact]
    public void The_email_to_another_organisation_never_has_the_name()
    {
        var report = A.Report(A.NamedAnswers(), _desk);

        report.PassTo(A.Pack.Organisation("metropolitan-police")!, A.Grounds(), "A door is open", "We told the police", _sam, _desk, withName: true);

        var letter = Assert.Single(report.Notices, notice => notice.Kind is Hearback.Notices.NoticeKind.ReportPassedOn).Content;
        Assert.DoesNotContain("Rosa", _desk.Key.Open<Hearback.Notices.NoticeContent>(letter, Hearback.Notices.Notice.ContentPurpose).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_team_of_another_organisation_takes_over_only_on_grounds_that_are_kept()
    {
        var (report, police) = (A.Report(A.NamedAnswers(), _desk), A.Pack.Team("safer-neighbourhood-team")!);

        var refused = Assert.Throws<RefusedException>(() => report.PassTo(police, "They patrol there", _sam, _desk));
        Assert.StartsWith("This team belongs to another organisation", refused.Message, StringComparison.Ordinal);
        Assert.Equal("community-safety", report.Team);

        report.PassTo(police, "They patrol there", _sam, _desk, A.Grounds());

        Assert.Equal(("safer-neighbourhood-team", true, "metropolitan-police"), (report.Team, report.PassingsOn[0].IsWhole, report.PassingsOn[0].Organisation));
    }

    [Fact]
    public void Within_an_organisation_no_grounds_are_kept()
    {
        var report = A.Report(desk: _desk);

        report.PassTo(A.Pack.Team("housing")!, "They mend doors", _sam, _desk);

        Assert.Empty(report.PassingsOn);
    }

    [Theory]
    [InlineData(Role.Officer, true, false)]
    [InlineData(Role.TeamLead, true, false)]
    [InlineData(Role.Coordinator, true, false)]
    [InlineData(Role.Coordinator, false, true)]
    public void Outside_the_team_that_was_trusted_a_second_member_has_to_say_yes(Role role, bool inTeam, bool needs)
    {
        var member = new Member("Sam Test", "sam@team.example", role, inTeam ? ["community-safety"] : []);

        Assert.Equal(needs, A.Report(A.ConfidentialAnswers(), _desk).NeedsSecondYes(member));
        Assert.False(A.Report(A.NamedAnswers(), _desk).NeedsSecondYes(member));
    }

    [Fact]
    public void A_yes_opens_once_and_within_seven_days()
    {
        var (request, today) = (Asked(), _desk.Today);
        Assert.Equal("Another member has to say yes first", Assert.Throws<RefusedException>(() => request.Use(today)).Message);
        request.Answer(agrees: true, Guid.NewGuid(), today.AddDays(7));
        Assert.False(request.OpensOn(today.AddDays(15)));

        request.Use(today.AddDays(14));

        Assert.Throws<RefusedException>(() => request.Use(today.AddDays(14)));
    }

    [Fact]
    public void Nobody_says_yes_to_themselves_nor_twice_nor_too_late()
    {
        var (request, today) = (Asked(), _desk.Today);

        Assert.Equal("Another member must say yes. You cannot do it yourself", Assert.Throws<RefusedException>(() => request.Answer(agrees: true, request.MemberId, today)).Message);
        Assert.Equal("This was asked more than 7 days ago. They have to ask again", Assert.Throws<RefusedException>(() => request.Answer(agrees: true, Guid.NewGuid(), today.AddDays(8))).Message);
        request.Answer(agrees: false, Guid.NewGuid(), today);
        Assert.Equal("Somebody has answered this already", Assert.Throws<RefusedException>(() => request.Answer(agrees: true, Guid.NewGuid(), today)).Message);
        Assert.Throws<RefusedException>(() => request.Use(today));
    }

    private IdentityRequest Asked() => A.Report(A.ConfidentialAnswers(), _desk).AskForIdentity(new Member("Sam Test", "sam@team.example", Role.Coordinator, []), "To call them", _desk);
}

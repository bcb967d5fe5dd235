using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reports;

public sealed class ReportTests
{
    private static readonly DateOnly Monday = new(2026, 6, 1);
    private readonly Desk _desk = A.Desk();
    private readonly Officer _sam = A.Officer();

    // From what the effect answers make of a report whose category alone would be standard.
    [Theory]
    [InlineData("something-else", Before.No, WhyMe.NotAboutMe, Effect.Bothered, Tier.Standard)]
    [InlineData("something-else", Before.ManyTimes, WhyMe.NotAboutMe, Effect.Bothered, Tier.Medium)]
    [InlineData("something-else", Before.No, WhyMe.PickedOn, Effect.Bothered, Tier.Medium)]
    [InlineData("something-else", Before.No, WhyMe.NotSure, Effect.ChangesMyDay, Tier.Medium)]
    [InlineData("something-else", Before.No, WhyMe.WhoIAm, Effect.Bothered, Tier.High)]
    [InlineData("something-else", Before.Once, WhyMe.NotAboutMe, Effect.Afraid, Tier.High)]
    [InlineData("something-else", Before.No, WhyMe.NotAboutMe, Effect.Harmed, Tier.High)]
    [InlineData("hate", Before.No, WhyMe.NotAboutMe, Effect.Bothered, Tier.High)]
    public void The_worse_of_category_and_effect_says_how_urgent_it_is(string category, Before before, WhyMe why, Effect effect, Tier tier) =>
        Assert.Equal(tier, A.Report(A.Answers(category) with { Effect = new EffectAnswer(before, why, effect) }).Tier);

    [Theory]
    [InlineData(Effect.Bothered, "2026-06-08")]
    [InlineData(Effect.ChangesMyDay, "2026-06-04")]
    [InlineData(Effect.Afraid, "2026-06-02")]
    public void The_first_reply_is_due_as_the_standard_promises(Effect effect, string due)
    {
        var report = A.Report(A.Answers() with { Effect = new EffectAnswer(Before.No, WhyMe.NotAboutMe, effect) });

        Assert.Equal(DateOnly.Parse(due, null), report.DueOn);
        Assert.Equal(report.DueOn, report.FirstReplyDueOn);
        Assert.Equal(Monday, report.ReceivedOn);
    }

    [Fact]
    public void A_promised_date_comes_nearer_and_never_moves_away_and_a_missed_one_stays_missed()
    {
        var report = A.Report(desk: _desk);
        var promised = report.DueOn;

        report.ChangeTier(Tier.High, "A child lives there", _sam, _desk);
        Assert.True(report.DueOn < promised);
        var nearer = report.DueOn;
        report.ChangeTier(Tier.Standard, "The child is safe now", _sam, _desk);
        Assert.Equal(nearer, report.DueOn);

        var late = A.Report(desk: _desk);
        late.ChangeTier(Tier.High, "It got worse", _sam, At(30));
        Assert.Equal((promised, promised), (late.DueOn, late.FirstReplyDueOn));
    }

    [Fact]
    public void A_confidential_report_stays_in_its_organisation_and_none_goes_to_residents()
    {
        var residents = A.Pack.Organisations.First(organisation => organisation.Kind is OrganisationKind.Residents);

        Assert.Throws<RefusedException>(() => A.Report(A.ConfidentialAnswers(), _desk).PassTo(A.Pack.Team("safer-neighbourhood-team")!, "They patrol there", _sam, _desk));
        A.Report(A.ConfidentialAnswers(), _desk).PassTo(A.Pack.Team("housing")!, "They look after doors", _sam, _desk);
        Assert.Throws<RefusedException>(() => A.Report(desk: _desk).PassTo(residents.Teams[0], "They asked", _sam, _desk));
        Assert.Throws<RefusedException>(() => A.Report(desk: _desk).PassTo(residents, A.Grounds("They asked"), "A door is open", "We told them", _sam, _desk));
    }

    [Fact]
    public void A_letter_about_an_anonymous_report_waits_for_the_others_of_its_quarter_of_an_hour()
    {
        var at = new DateTimeOffset(2026, 6, 1, 9, 17, 23, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2026, 6, 1, 9, 30, 0, TimeSpan.Zero), Assert.Single(A.Report(desk: A.Desk(at)).Notices).NextTryAt);
        Assert.All(A.Report(A.ConfidentialAnswers(), A.Desk(at)).Notices, notice => Assert.True(notice.NextTryAt <= at));
    }

    [Fact]
    public void A_report_sent_after_midnight_in_June_is_dated_the_new_day() =>
        Assert.Equal(new DateOnly(2026, 6, 2), A.Report(desk: A.Desk(new(2026, 6, 1, 23, 30, 0, TimeSpan.Zero))).ReceivedOn);

    [Fact]
    public void A_report_that_came_in_is_new_and_its_words_are_sealed()
    {
        var report = A.Report(desk: _desk);

        Assert.Equal(ReportState.New, report.State);
        Assert.Equal("community-safety", report.Team);
        Assert.Equal("The door does not shut", report.OpenTold(_desk.Key).Story);
        Assert.Equal(EntryKind.Received, Assert.Single(report.Thread).Kind);
        Assert.Null(report.Thread[0].Words);
    }

    [Fact]
    public void An_exact_place_stays_sealed_and_only_the_cell_and_the_pack_place_stand_in_clear()
    {
        var report = A.Report(A.Answers() with { Where = A.At("mayford-estate", 529348, 183230) with { Place = "pc-nw11nx", PlaceName = "NW1 1NX" } }, _desk);

        Assert.Equal((5293, 1832, "mayford-estate", A.SomersTown), (report.CellX, report.CellY, report.Place, report.Ward));
        Assert.Equal(new(529348, 183230), report.OpenTold(_desk.Key).Where!.Spot);
    }

    [Fact]
    public void An_anonymous_report_tells_the_team_and_nobody_else()
    {
        var notice = Assert.Single(A.Report(desk: _desk).Notices);

        Assert.Equal(NoticeKind.TeamHasReport, notice.Kind);
        Assert.Equal("community-safety@camden.example", Content(notice).To);
    }

    [Fact]
    public void An_anonymous_reporter_gets_no_letter_whatever_is_done()
    {
        var report = A.Report(desk: _desk);
        report.Reply("We looked", _sam, _desk);
        report.Close(CloseReason.CauseFixed, "It is mended", _sam, _desk);

        Assert.DoesNotContain(report.Notices, notice => notice.Kind is NoticeKind.ReportReceived or NoticeKind.ReportUpdated);
        Assert.Null(report.Contact);
        Assert.NotNull(report.Code);
    }

    [Fact]
    public void A_letter_to_a_confidential_reporter_holds_no_words_no_reference_and_no_name()
    {
        var report = A.Report(A.ConfidentialAnswers(), _desk);
        report.Reply("The patrol will come on Friday", _sam, _desk);

        var letters = report.Notices.Select(Content).Where(content => content.To == "rosa@mail.example").ToList();
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter => Assert.Equal((null, null, null, null), (letter.Name, letter.Reference, letter.Words, letter.By)));
    }

    [Fact]
    public void A_letter_to_a_named_reporter_says_who_wrote_what()
    {
        var report = A.Report(A.NamedAnswers(), _desk);
        report.Reply("The patrol will come on Friday", _sam, _desk);

        var letter = Content(report.Notices[^1]);
        Assert.Equal(("rosa@mail.example", "Rosa Field", report.Reference.Value, "The patrol will come on Friday", "Sam, Community Safety"),
            (letter.To, letter.Name, letter.Reference, letter.Words, letter.By));
    }

    [Fact]
    public void Everybody_gets_a_code_since_an_email_address_may_be_mistyped()
    {
        var answers = A.NamedAnswers();

        Assert.True(A.Report(answers).Code.Matches(answers.Code));
    }

    [Fact]
    public void A_reporter_who_writes_many_times_is_one_piece_of_news()
    {
        var report = A.Report(desk: _desk);
        foreach (var words in (string[])["One", "Two", "Three"]) { report.WriteBack(words, At(1)); }

        Assert.Single(report.Notices, notice => notice.Kind is NoticeKind.ReporterWrote);
        report.Notices[^1].Left(_desk.Now);
        report.WriteBack("Four", At(2));
        Assert.Equal(2, report.Notices.Count(notice => notice.Kind is NoticeKind.ReporterWrote));
    }

    [Fact]
    public void A_report_with_an_open_question_is_never_received() =>
        Assert.Throws<InvalidOperationException>(() => A.Report(A.Answers() with { Wish = null }));

    [Fact]
    public void The_first_reply_starts_the_next_date_and_gives_the_report_to_whoever_wrote_it()
    {
        var report = A.Report(desk: _desk);

        report.Reply("We will come on Friday", _sam, At(1));

        Assert.Equal((ReportState.BeingWorkedOn, (DateOnly?)Monday.AddDays(1), (DateOnly?)new DateOnly(2026, 6, 16), (Guid?)_sam.MemberId),
            (report.State, report.FirstRepliedOn, report.DueOn, report.MemberId));
        Assert.Equal((EntryKind.Message, Author.Team, "We will come on Friday"), (report.Thread[^1].Kind, report.Thread[^1].Author, report.Thread[^1].OpenWords(_desk.Key)));
        Assert.Equal((Author.Team, Monday.AddDays(1)), (report.LastWordBy, report.LastWordOn));
    }

    [Fact]
    public void A_second_reply_leaves_the_day_of_the_first()
    {
        var report = A.Report(desk: _desk);
        report.Reply("We will come on Friday", _sam, _desk);
        report.Reply("We came", A.Officer("housing"), At(4));

        Assert.Equal(Monday, report.FirstRepliedOn);
        Assert.Equal(new DateOnly(2026, 6, 19), report.DueOn);
        Assert.Equal(_sam.MemberId, report.MemberId);
    }

    [Fact]
    public void A_question_waits_for_the_reporter_whose_answer_brings_it_back()
    {
        var report = A.Report(desk: _desk);
        report.Ask("Which door is it?", _sam, _desk);
        Assert.Equal(ReportState.WaitingForReporter, report.State);

        report.WriteBack("The one by the bins", At(1));

        Assert.Equal(ReportState.BeingWorkedOn, report.State);
        Assert.Equal(Author.Reporter, report.LastWordBy);
        Assert.Equal(NoticeKind.ReporterWrote, report.Notices[^1].Kind);
    }

    [Fact]
    public void Writing_back_moves_no_date()
    {
        var report = A.Report(desk: _desk);
        var due = report.DueOn;
        report.WriteBack("It happened again", At(2));

        Assert.Equal((due, null, ReportState.New), (report.DueOn, report.FirstRepliedOn, report.State));
    }

    [Fact]
    public void Passing_to_another_team_keeps_the_date_and_frees_the_report()
    {
        var report = A.Report(A.NamedAnswers(), _desk);
        report.Assign(_sam.MemberId);
        var due = report.DueOn;

        report.PassTo(A.Pack.Team("housing")!, "Housing looks after doors", _sam, At(2));

        Assert.Equal(("housing", (Guid?)null, due, (DateOnly?)null), (report.Team, report.MemberId, report.DueOn, report.FirstRepliedOn));
        Assert.Equal(["housing@camden.example", "rosa@mail.example"], report.Notices.TakeLast(2).Select(notice => Content(notice).To));
    }

    [Fact]
    public void Passing_to_an_organisation_tells_it_exactly_what_was_written_and_the_reporter_their_own_words()
    {
        var report = A.Report(A.NamedAnswers(), _desk);
        var other = A.Pack.Organisations.First(organisation => organisation.Teams.Count > 0 && organisation.Teams.All(team => team.Code != report.Team));

        report.PassTo(other, A.Grounds("They own the door"), "A street door does not shut", "We asked the owner to mend it", _sam, _desk);

        Assert.Equal((ReportState.WithOrganisation, "community-safety"), (report.State, report.Team));
        var told = Content(Assert.Single(report.Notices, notice => notice.Kind is NoticeKind.ReportPassedOn));
        Assert.Equal((other.Teams[0].Email, "They own the door\n\nA street door does not shut", null), (told.To, told.Words, told.Name));
        Assert.DoesNotContain("Rosa", told.ToString(), StringComparison.Ordinal);
        Assert.Equal("We asked the owner to mend it", Content(Assert.Single(report.Notices, notice => notice.Kind is NoticeKind.ReportUpdated)).Words);
        Assert.Equal([EntryKind.PassedToOrganisation, EntryKind.Note], report.Thread.TakeLast(2).Select(entry => entry.Kind));
    }

    [Fact]
    public void A_closed_report_has_a_reason_and_no_date()
    {
        var report = Closed();

        Assert.Equal((ReportState.Closed, new Closure(CloseReason.CauseFixed, Monday), (DateOnly?)null, false), (report.State, report.Closure!, report.DueOn, report.IsOpen));
        Assert.Equal(Monday.AddDays(28), report.ReopenUntil);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(28)]
    public void Not_sorted_opens_it_again_with_a_new_date_up_to_the_28th_day(int days)
    {
        var report = Closed();

        report.SayIfSorted(Sorted.No, 2, "It is open again", At(days));

        Assert.Equal((ReportState.BeingWorkedOn, null), (report.State, report.Closure));
        Assert.True(report.DueOn > Monday.AddDays(days));
        Assert.Equal((EntryKind.Reopened, "It is open again"), (report.Thread[^1].Kind, report.Thread[^1].OpenWords(_desk.Key)));
        Assert.Equal(NoticeKind.ReporterWrote, report.Notices[^1].Kind);
        Assert.Equal(new Feedback(Sorted.No, 2, Monday.AddDays(days)), report.Feedback);
    }

    [Fact]
    public void Not_sorted_on_the_29th_day_is_refused() =>
        Refused("It is more than 28 days since we closed this. If it still happens, make a new report", Closed(), report => report.SayIfSorted(Sorted.No, null, null, At(29)));

    [Fact]
    public void Sorted_leaves_it_closed()
    {
        var report = Closed();
        report.SayIfSorted(Sorted.Partly, 5, "  ", At(3));

        Assert.Equal((ReportState.Closed, (DateOnly?)null), (report.State, report.DueOn));
        Assert.NotNull(report.Closure);
        Assert.Null(report.Thread[^1].Words);
    }

    [Fact]
    public void A_member_opens_it_again_with_words_and_a_date()
    {
        var report = Closed();
        report.Reopen("The lock broke again", _sam, At(40));

        Assert.Equal((ReportState.BeingWorkedOn, null), (report.State, report.Closure));
        Assert.NotNull(report.DueOn);
    }

    [Fact]
    public void A_report_that_became_more_urgent_gets_an_earlier_first_date()
    {
        var report = A.Report(desk: _desk);
        report.ChangeTier(Tier.High, "A child lives there", _sam, At(0));

        Assert.Equal((Tier.High, (DateOnly?)Monday.AddDays(1), Monday.AddDays(1)), (report.Tier, report.DueOn, report.FirstReplyDueOn));
        Assert.Equal([EntryKind.Note, EntryKind.DateMoved], report.Thread.TakeLast(2).Select(entry => entry.Kind));
    }

    [Fact]
    public void A_note_is_no_word_to_the_reporter()
    {
        var report = A.Report(A.NamedAnswers(), _desk);
        var notices = report.Notices.Count;
        report.AddNote("The caller sounds tired", _sam, At(1));

        Assert.Equal((notices, Author.Reporter, Monday, (DateOnly?)null), (report.Notices.Count, report.LastWordBy, report.LastWordOn, report.FirstRepliedOn));
    }

    [Theory]
    [InlineData(IdentityLevel.Confidential)]
    [InlineData(IdentityLevel.Named)]
    public void An_anonymous_reporter_may_become_known(IdentityLevel level)
    {
        var report = A.Report(desk: _desk);
        report.BecomeKnown(level, A.Contact(), _desk);

        Assert.Equal((level, "Rosa Field"), (report.Identity, report.OpenContact(_desk.Key)!.Name));
    }

    [Theory]
    [InlineData(IdentityLevel.Anonymous)]
    [InlineData(IdentityLevel.Confidential)]
    [InlineData(IdentityLevel.Named)]
    public void Nobody_becomes_less_known(IdentityLevel level) =>
        Refused("You can let more people know who you are, but not fewer", A.Report(A.NamedAnswers(), _desk), report => report.BecomeKnown(level, A.Contact(), _desk));

    [Fact]
    public void Who_stopped_the_letters_gets_none_but_is_still_answered()
    {
        var report = A.Report(A.NamedAnswers(), _desk);
        report.StopMail();
        report.Reply("We came", _sam, _desk);

        Assert.DoesNotContain(report.Notices, notice => notice.Kind is NoticeKind.ReportUpdated);
        Assert.Equal(EntryKind.Message, report.Thread[^1].Kind);
    }

    [Theory]
    [InlineData("rosa@mail.example", true)]
    [InlineData(" Rosa@Mail.example ", true)]
    [InlineData("other@mail.example", false)]
    public void A_new_link_goes_only_to_the_reporters_own_address(string typed, bool sent)
    {
        var report = A.Report(A.ConfidentialAnswers(), _desk);
        var links = report.Links.Count;

        Assert.Equal(sent, report.SendLink(typed, _desk));
        Assert.Equal(links + (sent ? 1 : 0), report.Links.Count);
    }

    [Fact]
    public void A_link_opens_once_and_for_a_week()
    {
        var link = A.Report(A.NamedAnswers(), _desk).Links[^1];
        Assert.Throws<RefusedException>(() => link.Spend(Monday.AddDays(8)));
        link.Spend(Monday.AddDays(7));
        Assert.Throws<RefusedException>(() => link.Spend(Monday.AddDays(7)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Each_outward_act_needs_words(string words)
    {
        Refused("Write what the reporter will read", Open(), report => report.Reply(words, _sam, _desk));
        Refused("Write what the reporter will read", Open(), report => report.Ask(words, _sam, _desk));
        Refused("Write what the reporter will read", Open(), report => report.StartWork(words, _sam, _desk));
        Refused("Write what the reporter will read", Open(), report => report.Close(CloseReason.NotOurs, words, _sam, _desk));
        Refused("Write what the reporter will read", Closed(), report => report.Reopen(words, _sam, _desk));
        Refused("Tell the reporter why another team takes over", Open(), report => report.PassTo(A.Pack.Team("housing")!, words, _sam, _desk));
        Refused("Write what the reporter will read", Open(), report => report.PassTo(Police, A.Grounds("They can act"), "A door is open", words, _sam, _desk));
        Refused("Say why it is passed on", Open(), report => report.PassTo(Police, A.Grounds(words!), "A door is open", "We asked the police", _sam, _desk));
        Refused("Say why it is necessary", Open(), report => report.PassTo(Police, A.Grounds() with { Necessity = words! }, "A door is open", "We asked the police", _sam, _desk));
        Refused("Write what the organisation will be told", Open(), report => report.PassTo(Police, A.Grounds("They can act"), words, "We asked the police", _sam, _desk));
        Refused("Say why you change how urgent it is", Open(), report => report.ChangeTier(Tier.High, words, _sam, _desk));
        Refused("Write the note", Open(), report => report.AddNote(words, _sam, _desk));
        Refused("Write your message", Open(), report => report.WriteBack(words, _desk));
    }

    [Fact]
    public void Too_many_words_are_refused_and_exactly_enough_are_kept()
    {
        Refused("What you write must be 4,000 characters or fewer", Open(), report => report.Reply(new string('a', 4001), _sam, _desk));
        Refused("Your comment must be 4,000 characters or fewer", Closed(), report => report.SayIfSorted(Sorted.Yes, null, new string('a', 4001), _desk));

        var report = Open();
        report.Reply(new string('a', 4000), _sam, _desk);
        Assert.Equal(4000, report.Thread[^1].OpenWords(_desk.Key)!.Length);
    }

    [Fact]
    public void A_line_break_counts_as_the_one_sign_that_was_typed() =>
        Open().Reply(new string('a', 1999) + "\r\n" + new string('a', 2000), _sam, _desk);

    [Fact]
    public void What_a_state_forbids_is_refused_aloud()
    {
        Refused("This report is closed", Closed(), report => report.Reply("We came", _sam, _desk));
        Refused("This report is closed", Closed(), report => report.WriteBack("Hello", _desk));
        Refused("This report is closed", Closed(), report => report.Assign(_sam.MemberId));
        Refused("This report is open", Open(), report => report.Reopen("Again", _sam, _desk));
        Refused("This report is open", Open(), report => report.SayIfSorted(Sorted.Yes, 5, null, _desk));
        Refused("The report already has this urgency", Open(), report => report.ChangeTier(Tier.Standard, "No reason", _sam, _desk));
        Refused("This team already has the report", Open(), report => report.PassTo(A.Pack.Team("community-safety")!, "It is ours", _sam, _desk));
        Refused("Select how well we kept you informed, from 1 to 5", Closed(), report => report.SayIfSorted(Sorted.No, 6, null, _desk));
        var started = Open();
        started.StartWork("We began", _sam, _desk);
        Refused("Work on this report has already started", started, report => report.StartWork("Again", _sam, _desk));
    }

    private static Organisation Police => A.Pack.Organisations.First(organisation => organisation.Kind is OrganisationKind.Police);

    private Desk At(int days) => _desk with { Now = _desk.Now.AddDays(days) };

    private Report Open() => A.Report(A.NamedAnswers(), _desk);

    private Report Closed()
    {
        var report = Open();
        report.Close(CloseReason.CauseFixed, "It is mended", _sam, _desk);
        return report;
    }

    private NoticeContent Content(Notice notice) => _desk.Key.Open<NoticeContent>(notice.Content, Notice.ContentPurpose);

    /// <summary>The act is refused with the sentence, and leaves the report as it was.</summary>
    private static void Refused(string sentence, Report report, Action<Report> act)
    {
        var before = Facts(report);

        Assert.Equal(sentence, Assert.Throws<RefusedException>(() => act(report)).Message);
        Assert.Equal(before, Facts(report));
    }

    private static object Facts(Report report) => (
        (report.State, report.Tier, report.Identity, report.Team, report.MemberId, report.DueOn, report.FirstReplyDueOn),
        (report.FirstRepliedOn, report.LastWordBy, report.LastWordOn, report.Closure, report.Feedback, report.Contact),
        (report.Thread.Count, report.Notices.Count, report.Links.Count));
}

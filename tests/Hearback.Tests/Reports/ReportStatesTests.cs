using Hearback.Reports;

namespace Hearback.Tests.Reports;

public sealed class ReportStatesTests
{
    private const string No = "-";

    // What each act leads to from each state; a dash where it is refused.
    private static readonly Dictionary<Act, (string New, string BeingWorkedOn, string WaitingForReporter, string WithOrganisation, string WithService, string Closed)> Table = new()
    {
        [Act.Reply] = ("BeingWorkedOn", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", No),
        [Act.Ask] = ("WaitingForReporter", "WaitingForReporter", "WaitingForReporter", "WaitingForReporter", "WaitingForReporter", No),
        [Act.StartWork] = ("BeingWorkedOn", No, "BeingWorkedOn", "BeingWorkedOn", "BeingWorkedOn", No),
        [Act.PassToTeam] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", No),
        [Act.PassToOrganisation] = ("WithOrganisation", "WithOrganisation", "WithOrganisation", "WithOrganisation", "WithOrganisation", No),
        [Act.Assign] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", No),
        [Act.ChangeTier] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", No),
        [Act.Note] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", "Closed"),
        [Act.Close] = ("Closed", "Closed", "Closed", "Closed", "Closed", No),
        [Act.Reopen] = (No, No, No, No, No, "BeingWorkedOn"),
        [Act.WriteBack] = ("New", "BeingWorkedOn", "BeingWorkedOn", "WithOrganisation", "WithService", No),
        [Act.SayIfSorted] = (No, No, No, No, No, "Closed"),
        [Act.SayNotSorted] = (No, No, No, No, No, "BeingWorkedOn"),
        [Act.BecomeKnown] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", "Closed"),
        [Act.HandOver] = ("WithService", "WithService", "WithService", "WithService", "WithService", No),
        [Act.HearFromService] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", "Closed"),
        [Act.BringBack] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "BeingWorkedOn", No),
        [Act.AskIfItWorked] = (No, No, No, No, "WithService", No),
        [Act.SayItWorked] = (No, No, No, No, "Closed", No),
        [Act.SayItDidNotWork] = (No, No, No, No, "BeingWorkedOn", No),
        [Act.SayNotYet] = (No, No, No, No, "WithService", No),
        [Act.AddToDiary] = ("New", "BeingWorkedOn", "WaitingForReporter", "WithOrganisation", "WithService", No),
    };

    public static TheoryData<ReportState, Act, string> Rows()
    {
        var rows = new TheoryData<ReportState, Act, string>();
        foreach (var (act, row) in Table)
        {
            rows.Add(ReportState.New, act, row.New);
            rows.Add(ReportState.BeingWorkedOn, act, row.BeingWorkedOn);
            rows.Add(ReportState.WaitingForReporter, act, row.WaitingForReporter);
            rows.Add(ReportState.WithOrganisation, act, row.WithOrganisation);
            rows.Add(ReportState.WithService, act, row.WithService);
            rows.Add(ReportState.Closed, act, row.Closed);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_act_in_every_state_leads_where_the_table_says(ReportState state, Act act, string leadsTo) => Assert.Equal(leadsTo, state.After(act)?.ToString() ?? No);

    [Fact]
    public void The_table_leaves_no_act_out() => Assert.Equal(Enum.GetValues<Act>(), Table.Keys.Order());
}

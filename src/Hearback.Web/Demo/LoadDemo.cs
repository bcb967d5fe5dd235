using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Demo;

/// <summary>Fills an empty database with made-up members and reports: all of them or none.</summary>
internal sealed class LoadDemo(HearbackDb db, VaultDb vaultDb, MasterKey master, UserManager<Member> members, CurrentPack current, TimeProvider time)
{
    /// <summary>Loads them on the first start, and does nothing on every later one.</summary>
    /// <exception cref="RefusedException">The pack is another one, or there are reports already, which may be real.</exception>
    public async Task OnFirstStartAsync(CancellationToken stop)
    {
        if (await db.Users.AnyAsync(member => member.Demo, stop)) { return; }

        if (await db.Reports.AnyAsync(stop)) { throw new RefusedException("There are reports here that are not made up: start the demonstration with another data folder, for instance --data demo"); }

        if (current.Now.About.Code is not DemoReport.Pack) { throw new RefusedException("The demonstration is about Somers Town: run ./hearback pack import packs/somers-town first"); }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var places = await db.Places.AsNoTracking().Where(place => place.OfPack).ToDictionaryAsync(place => place.Code);
        var staff = DemoMembers.All.Select(one => one.ToMember()).ToDictionary(member => member.FirstName);
        var days = new DemoDays(time.GetUtcNow());
        var stage = new DemoStage(current.Now, places, staff, days);
        // The first start is watched by somebody who waits, so the reports come about while the members are stored.
        var playing = Task.Run(() => DemoReport.ReadAll().Concat(new DemoHistory(current.Now, places, staff, days).Tell()).Select(stage.Play).ToList());
        await using var atOnce = await db.Database.BeginTransactionAsync();
        await AddMembersAsync(staff.Values);
        var played = await playing;

        // The keys first, here as everywhere.
        var voices = DemoVoices.Read();
        var (answers, ideas) = (voices.Answers.ConvertAll(one => one.Play(time.GetUtcNow())), voices.Ideas.ConvertAll(one => one.Play(time.GetUtcNow())));
        vaultDb.Keys.AddRange(played.Select(one => one.Key.WrappedBy(master, MarksOf(one))));
        IEnumerable<DataKey> keys = [.. answers.Select(one => one.Key).OfType<DataKey>(), .. ideas.Select(one => one.Key)];
        vaultDb.Keys.AddRange(keys.Select(key => key.WrappedBy(master)));
        await vaultDb.SaveChangesAsync();

        db.Reports.AddRange(played.Select(one => one.Report));
        var (draft, editions) = DemoPlan.Read().Play(current.Now, staff.Values.First(member => member.Role is Role.Coordinator).Id, time.GetUtcNow());
        db.PlanDraft.Add(draft);
        db.Editions.AddRange(editions);
        db.ActionAnswers.AddRange(answers.Select(one => one.Answer));
        db.Ideas.AddRange(ideas.Select(one => one.Idea));
        db.Audit.AddRange(played.SelectMany(one => one.Audit).OrderBy(entry => entry.At));
        // What was written to people on those days has long left: nobody finds a hundred old letters today.
        foreach (var notice in db.ChangeTracker.Entries<Notice>()) { notice.Entity.Left(notice.Entity.QueuedAt); }

        await db.SaveChangesAsync();
        await atOnce.CommitAsync();
    }

    /// <summary>Nobody is written to about what came in before anybody was here.</summary>
    private IReadOnlyList<ReporterMark> MarksOf(PlayedReport one)
    {
        var marks = Marks.Of(one.Report, one.Key, current.Now.Review, master);
        foreach (var mark in marks) { mark.Looked = true; }

        return marks;
    }

    private async Task AddMembersAsync(IEnumerable<Member> staff)
    {
        foreach (var member in staff)
        {
            var made = await members.CreateAsync(member);
            if (!made.Succeeded) { throw new RefusedException($"The demonstration needs the address {member.Email}, and another member has it"); }
        }
    }
}

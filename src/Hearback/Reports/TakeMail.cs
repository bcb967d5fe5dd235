using System.Security.Cryptography;
using System.Text;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Pictures;
using Hearback.Vault;
using MimeKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Reports;

/// <summary>
/// Takes one email: it becomes a message on the report whose letter it answers, if it also comes from that report's reporter, and a new
/// report otherwise. Never does it come into the thread of somebody else. Pictures that came with it are drawn anew and kept with it; of every other file the
/// sender is told why it is not.
/// </summary>
public sealed class TakeMail(
    HearbackDb db, KeyVault vault, MasterKey master, CurrentPack current, ReceiveReports reports, CleanPictures clean, FirstLetters letters, SendersByHour senders,
    IOptions<InboxOptions> inbox, IOptions<NoticeOptions> notices, IStringLocalizer<LetterWords> words, TimeProvider time)
{
    private const int Tries = 3;
    private const int LongestName = 80;

    /// <summary>Takes it, once however often it comes. What comes back says why it became nothing; null when it became something.</summary>
    /// <exception cref="NotReceivedException">The report could not be stored; the email must stay where it is.</exception>
    public async Task<WhyAside?> TakeAsync(ArrivedMail arrived)
    {
        if (arrived.WhyNobodyWaits(notices.Value.From, inbox.Value.TextsFrom) is { } nobody) { return nobody; }

        var (sender, said) = (arrived.Sender!, arrived.TooLarge ? null : MailWords.Of(arrived.Mail));
        var mark = TakenMail.Of(arrived, said, master, time.GetUtcNow());
        var known = await db.TakenMails.AnyAsync(taken => taken.Id == mark.Id);
        if (known && said is null or { Whole.ShowsSomething: true }) { return said is null ? WhyAside.TooLarge : null; }

        // Anybody can forge an address. Whoever also names a letter of ours got that letter, and is counted for their report alone, however many came in their name.
        var answered = said is null ? null : await FindAnsweredAsync(arrived, sender);
        if (!known && !arrived.IsFrom(inbox.Value.TextsFrom) && !senders.MayWrite(answered is null ? sender.Address : $"{answered.ReportId}", mark.Id)) { return WhyAside.TooMany; }

        if (said is null)
        {
            await RefuseAsync(sender, words["Your email is too large for us, so we have not read it. Write to us with fewer or smaller pictures, or tell us on this page:"], mark);
            return WhyAside.TooLarge;
        }

        var pictures = await MailPictures.OfAsync(said, clean);
        if (!said.Whole.ShowsSomething && pictures.Kept is [])
        {
            if (!known) { await RefuseAsync(sender, words["There were no words in your email, and no picture that we can take. Tell us in words what happened, in an email or on this page:"], mark); }

            return WhyAside.NoWords;
        }

        if (!known && (answered is not { IsLongClosed: false } open || !await AnswerAsync(open, said, pictures, mark))) { await ReportAsync(sender, said, pictures, answered?.Reference, mark); }

        return null;
    }

    /// <summary>The report of which a letter is answered, by its own reporter.</summary>
    private async Task<Answered?> FindAnsweredAsync(ArrivedMail arrived, MailboxAddress sender)
    {
        var names = arrived.Answers.Select(id => Mail.NameIn(id, notices.Value)).OfType<Guid>().ToList();
        if (names is []) { return null; }

        var found = await db.Notices.AsNoTracking().Where(notice => notice.MailName != null && names.Contains(notice.MailName.Value))
            .Select(notice => new { Notice = notice, ReportId = EF.Property<Guid?>(notice, "ReportId") }).ToListAsync();
        foreach (var letter in found.OrderBy(letter => names.IndexOf(letter.Notice.MailName!.Value)))
        {
            if (letter.ReportId is not { } id || await db.Reports.AsNoTracking().SingleOrDefaultAsync(report => report.Id == id) is not { IsGoing: false } report
                || await vault.FindAsync(report.KeyId) is not { } key || !IsOf(report.OpenContact(key)?.Email, sender.Address)) { continue; }

            var left = Letter.Write(letter.Notice.Kind, key.Open<NoticeContent>(letter.Notice.Content, Notice.ContentPurpose), new Uri(notices.Value.Address), takesAnswers: true, words);
            return new(id, report.Reference, key, left.Text, report.ReopenUntil < new Desk(key, current.Now, time.GetUtcNow()).Today);
        }

        return null;
    }

    /// <summary>Writes it into the thread, or says that the report is closed. False when neither can be done.</summary>
    private async Task<bool> AnswerAsync(Answered answered, MailWords said, MailPictures pictures, TakenMail mark)
    {
        for (var left = Tries; ; left--)
        {
            db.ChangeTracker.Clear();
            if (await db.Reports.Include(r => r.Thread).Include(r => r.Notices).AsSplitQuery().SingleOrDefaultAsync(r => r.Id == answered.ReportId) is not { IsGoing: false } report) { return false; }

            var desk = new Desk(answered.Key, current.Now, time.GetUtcNow());
            if (report.RefusalOf(Act.WriteBack) is null)
            {
                var before = pictures.Kept is [] ? 0 : await db.ReportPictures.CountOfAsync(report.Id);
                var kept = pictures.Within(ReportPicture.MostInAll - before);
                report.WriteBackByMail(OwnWords.WithoutSignature(OwnWords.WithoutLetter(InWords(said), answered.Letter)), kept.NotKept(words), desk, new(kept.Kept, before));
            }
            else if (!report.AnswerMail(words["We could not add your email: what it answers is closed. If it is not sorted, open this link and say so:"], desk))
            {
                // They were told within the hour and write all the same: it must not be lost, so it goes on as a report of its own.
                return false;
            }

            db.TakenMails.Add(mark);
            try
            {
                await db.SaveChangesAsync();
                return true;
            }
            catch (DbUpdateException conflict) when (left > 1 && conflict.IsConflict())
            {
                // A member wrote at the same time, and this is tried again on what stands now; or another process took the same email.
                db.ChangeTracker.Clear();
                if (await db.TakenMails.AnyAsync(known => known.Id == mark.Id)) { return true; }
            }
        }
    }

    private async Task ReportAsync(MailboxAddress sender, MailWords said, MailPictures pictures, Reference? goesOnFrom, TakenMail mark)
    {
        var name = MailWords.Line(sender.Name);
        await reports.ReceiveAsync(new ReportAnswers
        {
            // The same email again is the same report, whichever process takes it.
            ReportId = master.Fingerprint(mark.Id.ToString(), "mail.report"),
            ToldBy = ToldBy.Email,
            Category = current.Now.AnythingElse.Code,
            Story = said.Whole.ShowsSomething ? OwnWords.WithoutSignature(said.Whole) : PicturesAlone,
            Identity = IdentityLevel.Confidential,
            Contact = new Contact { Name = name.Length > LongestName ? "" : name, Email = sender.Address },
            ByMail = new ByMail(pictures.NotKept(words)),
            GoesOnFrom = goesOnFrom?.Value,
        }, pictures: pictures.Kept, mail: mark);
    }

    /// <summary>Says why an email became nothing, to an address from which no more came than may get such a letter.</summary>
    private async Task RefuseAsync(MailboxAddress sender, string why, TakenMail mark)
    {
        if (letters.MayLeave(sender.Address, mark.Id))
        {
            db.Notices.Add(new Notice(NoticeKind.MailNotTaken, await vault.NewKeyAsync(), new NoticeContent { To = sender.Address, Words = why, Path = "/report" }, time.GetUtcNow()));
        }

        db.TakenMails.Add(mark);
        await db.SaveChangesAsync();
    }

    private string PicturesAlone => words["(An email without words, only with pictures.)"];

    /// <summary>What an answer says: some people write only a subject, and some send only the picture that we asked for.</summary>
    private string InWords(MailWords said) => said.Text.ShowsSomething ? said.Text : said.Subject.ShowsSomething ? said.Subject : PicturesAlone;

    // The same work whoever writes, so that nobody learns from the time of an answer whether an address is the right one.
    private static bool IsOf(string? known, string address) => CryptographicOperations.FixedTimeEquals(Hash(known ?? ""), Hash(address));

    private static byte[] Hash(string address) => SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToUpperInvariant()));

    private sealed record Answered(Guid ReportId, Reference Reference, DataKey Key, string Letter, bool IsLongClosed);
}

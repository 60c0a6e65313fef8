using System.Text;

namespace AutoGradLinear.Data;

/// <summary>
/// A text in the form in which each of its n-grams is a span of a buffer, so that none needs a string: once with one blank for each run of
/// white space, and once as words that are one blank apart. Its buffers are used again for the next text.
/// </summary>
internal sealed class NormalizedText
{
    private char[] lowered = [];
    private char[] spaced = [];
    private char[] words = [];
    private int[] starts = [];
    private int[] wordStarts = [];
    private int[] wordEnds = [];
    private int spacedLength;
    private int wordsLength;

    /// <summary>The number of characters (Unicode scalar values), with the blanks that are added in front and behind; 0 for a blank text.</summary>
    public int CharacterCount { get; private set; }

    /// <summary>Whether the text itself begins with white space.</summary>
    public bool BeginsBlank { get; private set; }

    /// <summary>Whether the text itself ends with white space.</summary>
    public bool EndsBlank { get; private set; }

    /// <summary>The number of words.</summary>
    public int WordCount { get; private set; }

    /// <summary>The characters from <paramref name="first"/> up to, but not including, <paramref name="end"/>; the first one is the added blank.</summary>
    public ReadOnlySpan<char> Characters(int first, int end) => spaced.AsSpan(starts[first]..starts[end]);

    /// <summary>Whether a character is a blank.</summary>
    public bool IsBlank(int character) => spaced[starts[character]] == ' ';

    /// <summary>Neighbouring words, joined by blanks.</summary>
    public ReadOnlySpan<char> Words(int first, int count) => words.AsSpan(wordStarts[first]..wordEnds[first + count - 1]);

    /// <summary>Takes a text in.</summary>
    public void Read(ReadOnlySpan<char> text, bool lowercase, int minWordLength)
    {
        Reserve(text.Length);
        if (lowercase)
        {
            text.ToLowerInvariant(lowered);
            text = lowered.AsSpan(0, text.Length);
        }

        Begin();
        int wordLength = 0;
        bool isAfterBlank = true;
        for (int i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[i..], out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done)
                rune = Rune.ReplacementChar;
            i += consumed;
            if (Rune.IsWhiteSpace(rune))
            {
                BeginsBlank |= CharacterCount == 1;
                if (!isAfterBlank)
                    AddSpaced(new Rune(' '));
                isAfterBlank = true;
            }
            else
            {
                AddSpaced(rune);
                isAfterBlank = false;
            }

            if (Rune.IsLetterOrDigit(rune) || (wordLength > 0 && IsMark(rune)))
            {
                if (wordLength++ == 0)
                    BeginWord();
                wordsLength += rune.EncodeToUtf16(words.AsSpan(wordsLength));
            }
            else if (wordLength > 0)
            {
                EndWord(wordLength, minWordLength);
                wordLength = 0;
            }
        }

        if (wordLength > 0)
            EndWord(wordLength, minWordLength);
        End(isAfterBlank);
    }

    private static bool IsMark(Rune rune) => rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.EnclosingMark;

    private void Begin()
    {
        spacedLength = 0;
        wordsLength = 0;
        CharacterCount = 0;
        WordCount = 0;
        BeginsBlank = false;
        AddSpaced(new Rune(' '));
    }

    private void End(bool isAfterBlank)
    {
        EndsBlank = isAfterBlank;
        if (CharacterCount == 1)
            CharacterCount = 0;
        else if (!isAfterBlank)
            AddSpaced(new Rune(' '));
        starts[CharacterCount] = spacedLength;
    }

    private void AddSpaced(Rune rune)
    {
        starts[CharacterCount++] = spacedLength;
        spacedLength += rune.EncodeToUtf16(spaced.AsSpan(spacedLength));
    }

    private void BeginWord()
    {
        if (wordsLength > 0)
            words[wordsLength++] = ' ';
        wordStarts[WordCount] = wordsLength;
    }

    private void EndWord(int length, int minLength)
    {
        if (length >= minLength)
            wordEnds[WordCount++] = wordsLength;
        else
            wordsLength = Math.Max(0, wordStarts[WordCount] - 1);
    }

    private void Reserve(int length)
    {
        // Two blanks are added, and one entry stands for the end; the blank before a word that is dropped may come on top.
        if (spaced.Length >= length + 3)
            return;
        int room = (int)Math.Min(Array.MaxLength, (2L * length) + 64);
        lowered = new char[room];
        spaced = new char[room];
        words = new char[room];
        starts = new int[room];
        wordStarts = new int[room];
        wordEnds = new int[room];
    }
}

//! What a writer needs to know about the notation, in the languages of the desk. These words are written only here.

use arabic::Language;

/// The help text: plain lines that are shown beside the field.
pub const fn help(language: Language) -> &'static str {
    match language {
        Language::Arabic => ARABIC,
        Language::French => FRENCH,
        Language::English => ENGLISH,
    }
}

const ARABIC: &str = "\
سطر فارغ يفصل بين الفقرات.
## عنوان فرعي — ### عنوان أصغر
> كلام مقتبس، وفي السطر التالي: — قائله
>> عبارة بارزة
- بند في قائمة، أو 1. بند مرقّم؛ وفراغان قبله لقائمة داخلية
/ صدر البيت // عجزه
س: سؤال، وفي السطر التالي ج: جوابه
*** فاصل
*مهم*، _مشدّد_، [كلمات](https://example.org) و{fr:mots} بلغة أخرى
{fr} في أول الفقرة: فقرة بلغة أخرى
سطر مثل ⟦photo k3f9x2⟧ يمثل صورة أو جدولا: انقله حيث تشاء أو احذفه، ولا تغيّر ما بين القوسين.
\\ قبل علامة يلغي معناها: \\*";

const FRENCH: &str = "\
Une ligne vide sépare les paragraphes.
## intertitre — ### intertitre plus petit
> citation, puis à la ligne suivante : — son auteur
>> exergue
- élément de liste, ou 1. élément numéroté ; deux espaces avant pour une sous-liste
/ premier hémistiche // second
Q: question, puis à la ligne suivante R: réponse
*** séparation
*important*, _accentué_, [mots](https://example.org), {ar:كلمات} dans une autre langue
{ar} en tête : paragraphe dans une autre langue
Une ligne comme ⟦photo k3f9x2⟧ tient la place d’une photo ou d’un tableau : déplacez-la ou supprimez-la, sans toucher à ce qui est entre crochets.
\\ devant un signe lui ôte son sens : \\*";

const ENGLISH: &str = "\
A blank line separates paragraphs.
## subheading — ### smaller subheading
> quotation, then on the next line: — who said it
>> pull quote
- list item, or 1. numbered item; two blanks before it for a list within
/ first half of a verse // second half
Q: question, then on the next line A: answer
*** break between parts
*important*, _stressed_, [words](https://example.org), {ar:كلمات} in another language
{ar} at the beginning: a paragraph in another language
A line like ⟦photo k3f9x2⟧ stands for a photo or a table: move it or delete it, but leave what is between the brackets.
\\ before a sign takes its meaning away: \\*";

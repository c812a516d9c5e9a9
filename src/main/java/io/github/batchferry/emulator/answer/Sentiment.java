package io.github.batchferry.emulator.answer;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A plain word list: what is liked counts up, what is disliked counts down, a "not" in front turns a word round. */
final class Sentiment {
    private static final Pattern GOOD =
            words("love|loved|loves|loving|lovely|like|liked|likes|great|good|nice|excellent|amazing|awesome|wonderful"
                    + "|fantastic|perfect|perfectly|happy|delighted|delightful|pleased|best|beautiful|brilliant|enjoy"
                    + "|enjoyed|enjoyable|recommend|recommended|superb|thanks|thank|impressed|impressive|fast|friendly"
                    + "|helpful|delicious|comfortable|outstanding|satisfied|favorite|favourite|glad|fun|reliable");
    private static final Pattern BAD =
            words("hate|hated|hates|bad|terrible|awful|horrible|worst|worse|poor|poorly|disappointed|disappointing"
                    + "|disappointment|broken|broke|slow|useless|waste|wasted|angry|annoying|annoyed|ugly|boring|bored"
                    + "|dirty|rude|refund|fail|failed|fails|failure|sad|wrong|expensive|overpriced|unhappy|cold|late"
                    + "|problem|problems|defective|scam|cheap|noisy|crash|crashes|crashed|unusable|regret|disgusting");
    private static final Pattern NEGATION = Pattern.compile("(?i)\\b(not|never|no|hardly|isn't|wasn't|don't|didn't)$");
    private static final List<String> GOOD_JA = List.of(
            "良い", "良かった", "いい", "よかった", "素晴らしい", "最高", "好き", "嬉しい", "うれしい", "楽しい", "楽しかった", "美味しい", "おいしい", "満足", "感動",
            "便利", "快適", "ありがとう", "おすすめ", "綺麗", "きれい", "親切", "丁寧");
    private static final List<String> BAD_JA = List.of(
            "悪い", "悪かった", "最悪", "嫌い", "悲しい", "つまらない", "不満", "残念", "がっかり", "壊れ", "遅い", "高すぎ", "不便", "汚い", "まずい", "ひどい",
            "酷い", "失敗", "二度と", "怒り", "うるさい", "良くない", "よくない", "美味しくない", "おいしくない");

    private Sentiment() {}

    static String of(String text) {
        int score = score(GOOD, text) - score(BAD, text) + count(GOOD_JA, text) - count(BAD_JA, text);
        return score > 0 ? "positive" : score < 0 ? "negative" : "neutral";
    }

    private static int score(Pattern words, String text) {
        return (int) words.matcher(text)
                .results()
                .mapToInt(hit -> isNegated(text.substring(0, hit.start())) ? -1 : 1)
                .sum();
    }

    private static boolean isNegated(String before) {
        String near = before.substring(Math.max(0, before.length() - 20)).stripTrailing();
        String skipped = near.toLowerCase(Locale.ROOT).replaceAll("\\b(very|so|a|really|too|at all)$", "");
        return NEGATION.matcher(skipped.stripTrailing()).find();
    }

    private static int count(List<String> words, String text) {
        return (int) words.stream().filter(text::contains).count();
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?i)\\b(" + alternatives + ")\\b");
    }
}

package io.github.batchferry.emulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Japanese to English by a short list of phrases and words. A sentence that the list does not cover is given back as it
 * came, behind a mark that says so.
 */
final class Translation {
    static final String UNKNOWN = "[emulated translation] ";

    private static final Pattern JAPANESE = Pattern.compile(
            "[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}ー、。！？0-9０-９「」\\s]*"
                    + "[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}][\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}ー、。！？0-9０-９「」]*");
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("おはようございます", "Good morning"),
            Map.entry("こんにちは", "Hello"),
            Map.entry("こんばんは", "Good evening"),
            Map.entry("ありがとうございます", "Thank you very much"),
            Map.entry("ありがとうございました", "Thank you very much"),
            Map.entry("ありがとう", "Thank you"),
            Map.entry("すみません", "Excuse me"),
            Map.entry("さようなら", "Goodbye"),
            Map.entry("はじめまして", "Nice to meet you"),
            Map.entry("お元気ですか", "How are you"),
            Map.entry("よろしくお願いします", "I look forward to working with you"),
            Map.entry("今日は天気がいいですね", "The weather is nice today"),
            Map.entry("今日は天気がいいです", "The weather is nice today"),
            Map.entry("駅はどこですか", "Where is the station"),
            Map.entry("いくらですか", "How much is it"),
            Map.entry("猫が好きです", "I like cats"),
            Map.entry("犬が好きです", "I like dogs"),
            Map.entry("日本語を勉強しています", "I am studying Japanese"),
            Map.entry("明日は雨が降るでしょう", "It will probably rain tomorrow"),
            Map.entry("この本はとても面白いです", "This book is very interesting"),
            Map.entry("電車が遅れています", "The train is running late"),
            Map.entry("コーヒーをください", "A coffee, please"),
            Map.entry("会議は午後三時に変更になりました", "The meeting has been moved to three in the afternoon"),
            Map.entry("荷物はまだ届いていません", "The parcel has not arrived yet"),
            Map.entry("駅から徒歩五分です", "It is a five-minute walk from the station"),
            Map.entry("領収書をください", "A receipt, please"),
            Map.entry("このイヤホンは音がとてもいいです", "The sound of these earphones is very good"),
            Map.entry("注文をキャンセルしたいのですが、どうすればいいですか", "I would like to cancel my order; how do I do that"),
            Map.entry("子どもたちは公園で遊んでいます", "The children are playing in the park"),
            Map.entry("サイズが合わなかったので、返品しました", "It did not fit, so I sent it back"),
            Map.entry("来週の金曜日までに返事をお願いします", "Please reply by Friday of next week"),
            Map.entry("窓を開けてもいいですか", "May I open the window"),
            Map.entry("彼女は毎朝六時に起きて、川沿いを走ります", "She gets up at six every morning and runs along the river"),
            Map.entry("充電が一日もちません", "The battery does not last a day"),
            Map.entry("世界", "the world"));
    private static final TreeMap<String, String> NOUNS = new TreeMap<>(Map.ofEntries(
            Map.entry("猫", "cat"),
            Map.entry("犬", "dog"),
            Map.entry("本", "book"),
            Map.entry("水", "water"),
            Map.entry("駅", "station"),
            Map.entry("電車", "train"),
            Map.entry("天気", "weather"),
            Map.entry("部屋", "room"),
            Map.entry("料理", "food"),
            Map.entry("商品", "product"),
            Map.entry("サービス", "service"),
            Map.entry("ホテル", "hotel"),
            Map.entry("映画", "film"),
            Map.entry("私", "I"),
            Map.entry("男性", "man"),
            Map.entry("女性", "woman")));
    private static final Map<String, String> PREDICATES = Map.ofEntries(
            Map.entry("いいです", "is good"),
            Map.entry("良いです", "is good"),
            Map.entry("良かったです", "was good"),
            Map.entry("悪いです", "is bad"),
            Map.entry("大きいです", "is big"),
            Map.entry("小さいです", "is small"),
            Map.entry("面白いです", "is interesting"),
            Map.entry("美味しいです", "is delicious"),
            Map.entry("美味しかったです", "was delicious"),
            Map.entry("きれいです", "is clean"),
            Map.entry("高いです", "is expensive"),
            Map.entry("安いです", "is cheap"),
            Map.entry("遅いです", "is slow"),
            Map.entry("速いです", "is fast"),
            Map.entry("最高です", "is the best"),
            Map.entry("走っています", "is running"),
            Map.entry("寝ています", "is sleeping"),
            Map.entry("歩いています", "is walking"));
    private static final Pattern CLAUSE = Pattern.compile("(この|その)?(.+?)[はが](とても)?(.+)");

    private Translation() {}

    static String of(String prompt) {
        String text = japanese(prompt);
        List<String> english = new ArrayList<>();
        for (String sentence : text.split("(?<=[。！？])|\\n")) {
            String words = sentence.replaceAll("[。！？\\s]", "");
            if (words.isEmpty()) {
                continue;
            }
            String translated = sentence(words);
            if (translated.isEmpty()) {
                return UNKNOWN + text;
            }
            boolean question = words.endsWith("か") || sentence.contains("？");
            english.add(translated + (question ? "?" : sentence.contains("！") ? "!" : "."));
        }
        return english.isEmpty() ? UNKNOWN + text : String.join(" ", english);
    }

    private static String sentence(String words) {
        String known = SENTENCES.get(words);
        if (known != null) {
            return known;
        }
        Matcher clause = CLAUSE.matcher(words);
        if (!clause.matches()) {
            return "";
        }
        String noun = NOUNS.get(clause.group(2));
        String predicate = PREDICATES.get(clause.group(4));
        if (noun == null || predicate == null) {
            return "";
        }
        String article = clause.group(1) == null ? "The " : clause.group(1).equals("この") ? "This " : "That ";
        String degree = clause.group(3) == null ? predicate : predicate.replaceFirst(" ", " very ");
        return article + noun + " " + degree;
    }

    /** The longest Japanese run where the instruction stands in the prompt itself. */
    private static String japanese(String prompt) {
        String longest = "";
        for (Matcher run = JAPANESE.matcher(prompt); run.find(); ) {
            longest = run.group().length() > longest.length() ? run.group() : longest;
        }
        return longest.isEmpty() ? prompt : longest.strip();
    }
}

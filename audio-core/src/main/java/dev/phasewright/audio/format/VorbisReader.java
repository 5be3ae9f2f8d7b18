package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Ogg Vorbis, decoded by JOrbis to floats. Time may begin anywhere, as it does in what was cut out of a broadcast: the
 * sound begins with its first sample.
 */
final class VorbisReader implements SoundFormat {
    /** A page header and the one packet that identifies Vorbis. */
    private static final int FIRST_PAGE_BYTES = 58;

    /** How the first packets of other streams begin. */
    private static final Map<String, String> OTHERS =
            Map.of("OpusHead", "Opus", "\u007fFLAC", "FLAC", "Speex   ", "Speex", "\u0080theora", "Theora");

    @Override
    public boolean recognizes(byte[] head, SoundBytes file) {
        return head[0] == 'O' && head[1] == 'g' && head[2] == 'g' && head[3] == 'S';
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        VorbisSource source = source(file);
        if (!source.isWhole()) {
            throw VorbisSource.truncated(file);
        }
        return new SoundInfo("Ogg", "Vorbis", source.channels(), source.sampleRate(), source.length());
    }

    @Override
    public DecodedSource open(SoundBytes file) throws IOException {
        return source(file);
    }

    private static VorbisSource source(SoundBytes file) throws IOException {
        requireVorbis(file);
        ByteBuffer first = file.bytes(0, FIRST_PAGE_BYTES, ByteOrder.LITTLE_ENDIAN);
        int channels = file.checkedChannels(first.get(39) & 0xFF, first.getInt(40) & 0xFFFFFFFFL);
        int rate = first.getInt(40);
        OggPages pages = OggPages.scan(file);
        long decoded = new VorbisSource(file, channels, rate, pages, VorbisSpan.UNKNOWN).firstSamples();
        return new VorbisSource(file, channels, rate, pages, VorbisSpan.of(pages, decoded));
    }

    private static void requireVorbis(SoundBytes file) throws IOException {
        if (file.size() < FIRST_PAGE_BYTES) {
            throw file.error("truncated: ends within its first page; fetch or export it again");
        }
        String packet = file.text(28, 8);
        if (!packet.startsWith("\u0001vorbis")) {
            String what = OTHERS.entrySet().stream()
                    .filter(other -> packet.startsWith(other.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("something other than Vorbis");
            throw file.unsupported("Ogg with " + what + " inside");
        }
    }
}

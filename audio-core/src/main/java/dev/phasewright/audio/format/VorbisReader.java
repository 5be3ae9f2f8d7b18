package dev.phasewright.audio.format;

import com.jcraft.jogg.Packet;
import com.jcraft.jogg.Page;
import com.jcraft.jogg.StreamState;
import com.jcraft.jogg.SyncState;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Ogg Vorbis, decoded by JOrbis to floats. */
final class VorbisReader implements SoundFormat {
    private static final int READ_BYTES = 8192;

    /** A page header and the one packet that identifies Vorbis. */
    private static final int FIRST_PAGE_BYTES = 58;

    /** The largest page that Ogg allows. */
    private static final int PAGE_BYTES = 65307;

    @Override
    public boolean recognizes(byte[] head) {
        return head[0] == 'O' && head[1] == 'g' && head[2] == 'g' && head[3] == 'S';
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        requireVorbis(file);
        ByteBuffer first = file.bytes(0, FIRST_PAGE_BYTES, ByteOrder.LITTLE_ENDIAN);
        long channels = first.get(39) & 0xFF;
        long rate = first.getInt(40) & 0xFFFFFFFFL;
        long frames = Math.max(0, lastPosition(file));
        file.checkShape(channels, rate);
        return new SoundInfo("Ogg", "Vorbis", (int) channels, (int) rate, frames);
    }

    private static void requireVorbis(SoundBytes file) throws IOException {
        if (file.size() < FIRST_PAGE_BYTES) {
            throw file.error("truncated: ends within its first page; fetch or export it again");
        }
        String packet = file.text(28, 8);
        if (!packet.startsWith("\u0001vorbis")) {
            String what = packet.equals("OpusHead") ? "Opus" : "something other than Vorbis";
            throw file.error("Ogg with " + what + " inside is not supported; convert it to FLAC or WAV first");
        }
    }

    /** The position in samples that the last page states. */
    private static long lastPosition(SoundBytes file) throws IOException {
        int tail = (int) Math.min(file.size(), PAGE_BYTES + 64);
        int page = file.text(file.size() - tail, tail).lastIndexOf("OggS");
        if (page < 0 || page + 14 > tail) {
            throw file.error("truncated: ends within a page; fetch or export it again");
        }
        return file.bytes(file.size() - tail + page + 6, 8, ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    @Override
    public DecodedSource open(SoundBytes file) throws IOException {
        return new Decoding(file, probe(file));
    }

    /** One pass through one logical stream. */
    private static final class Decoding extends DecodedSource {
        private final SoundBytes file;
        private final InputStream in;
        private final SyncState sync = new SyncState();
        private final StreamState stream = new StreamState();
        private final Page page = new Page();
        private final Packet packet = new Packet();
        private final Info info = new Info();
        private final Comment comment = new Comment();
        private final DspState dsp = new DspState();
        private Block block;
        private int headers;
        private boolean begun;
        private boolean ended;
        private int serial;

        Decoding(SoundBytes file, SoundInfo promised) throws IOException {
            super(file, promised.channels(), promised.sampleRate(), promised.frames());
            this.file = file;
            this.in = file.stream(0);
            sync.init();
            info.init();
            comment.init();
        }

        @Override
        boolean decode() throws IOException {
            int state;
            while (!begun || (state = stream.packetout(packet)) == 0) {
                if (!nextPage()) {
                    if (!ended || headers < 3) {
                        throw file.error("truncated: its last page is missing; fetch or export it again");
                    }
                    return false;
                }
                takePage();
            }
            if (state < 0) {
                throw file.damaged("a page is missing", null);
            }
            if (headers < 3) {
                readHeader();
            } else {
                decodePacket();
            }
            return true;
        }

        private void takePage() throws SoundFileException {
            if (!begun) {
                begun = true;
                serial = page.serialno();
                stream.init(serial);
            } else if (page.serialno() != serial) {
                if (ended && page.bos() != 0) {
                    throw file.error("holds several Ogg streams one after another; split it first");
                }
                return;
            }
            if (stream.pagein(page) < 0) {
                throw file.damaged("a page of another stream", null);
            }
            if (page.eos() != 0) {
                ended = true;
                // A packet cannot be cut, so the last page says where within its last the sound ends.
                if (page.granulepos() >= 0) {
                    keep(0, page.granulepos());
                }
            }
        }

        private boolean nextPage() throws IOException {
            while (true) {
                int state = sync.pageout(page);
                if (state < 0) {
                    throw file.damaged("a page has the wrong checksum", null);
                }
                if (state > 0) {
                    return true;
                }
                int at = sync.buffer(READ_BYTES);
                int count = in.read(sync.data, at, READ_BYTES);
                if (count <= 0) {
                    return false;
                }
                sync.wrote(count);
            }
        }

        private void readHeader() throws SoundFileException {
            boolean sane = headers < 2 || new VorbisCodebooks(packet.packet_base, packet.packet, packet.bytes).sane();
            if (!sane || info.synthesis_headerin(comment, packet) < 0) {
                throw file.damaged("its Vorbis header cannot be understood", null);
            }
            if (++headers == 3) {
                if (info.channels != channels() || info.rate != sampleRate()) {
                    throw file.damaged("its first page and its Vorbis header differ", null);
                }
                dsp.synthesis_init(info);
                block = new Block(dsp);
            }
        }

        private void decodePacket() throws SoundFileException {
            if (block.synthesis(packet) == 0) {
                dsp.synthesis_blockin(block);
            }
            float[][][] pcm = new float[1][][];
            int[] offsets = new int[info.channels];
            int count;
            while ((count = dsp.synthesis_pcmout(pcm, offsets)) > 0) {
                append(count, (channel, i) -> pcm[0][channel][offsets[channel] + i]);
                dsp.synthesis_read(count);
            }
        }
    }
}

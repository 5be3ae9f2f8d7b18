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
import org.jspecify.annotations.Nullable;

/** One pass of JOrbis through one logical stream. */
final class VorbisSource extends DecodedSource {
    private static final int READ_BYTES = 8192;
    private static final int HEADERS = 3;

    private final SoundBytes file;
    private final boolean whole;
    private final InputStream in;
    private final SyncState sync = new SyncState();
    private final StreamState stream = new StreamState();
    private final Page page = new Page();
    private final Packet packet = new Packet();
    private final Info info = new Info();
    private final Comment comment = new Comment();
    private final DspState dsp = new DspState();
    /** Null until the headers are read. */
    private @Nullable Block block;

    private int headers;
    private boolean begun;
    private int serial;
    /** Of the last page that states one. */
    private long granule;

    VorbisSource(SoundBytes file, int channels, int sampleRate, OggPages pages, VorbisSpan span)
            throws SoundFileException {
        super(file, channels, sampleRate, span.length());
        this.file = file;
        this.whole = pages.whole();
        this.in = file.stream(0, pages.end());
        keep(span.from(), span.to());
        sync.init();
        info.init();
        comment.init();
    }

    /** Whether its last page is there. */
    boolean isWhole() {
        return whole;
    }

    static SoundFileException truncated(SoundBytes file) {
        return file.error("truncated: its last page is missing; fetch or export it again");
    }

    /**
     * Decodes to the end of the first page that states a position.
     *
     * @return how many samples that gave
     * @throws SoundFileException if the headers cannot be understood
     */
    long firstSamples() throws IOException {
        while (true) {
            if (takePacket()) {
                decodePacket();
            } else if (granule > 0 || !nextPage()) {
                requireHeaders();
                return decoded();
            } else {
                takePage();
            }
        }
    }

    @Override
    boolean decode() throws IOException {
        while (!takePacket()) {
            if (!nextPage()) {
                requireHeaders();
                if (!whole) {
                    throw truncated(file);
                }
                return false;
            }
            takePage();
        }
        decodePacket();
        return true;
    }

    private void requireHeaders() throws SoundFileException {
        if (headers < HEADERS) {
            throw truncated(file);
        }
    }

    /** The next packet of the pages so far; false if another page is needed. */
    private boolean takePacket() throws SoundFileException {
        int state = begun ? stream.packetout(packet) : 0;
        if (state < 0) {
            throw file.damaged("a page is missing");
        }
        return state > 0;
    }

    private void takePage() throws SoundFileException {
        if (!begun) {
            begun = true;
            serial = page.serialno();
            stream.init(serial);
        } else if (page.serialno() != serial) {
            return;
        }
        if (stream.pagein(page) < 0) {
            throw file.damaged("a page of another stream");
        }
        granule = Math.max(granule, page.granulepos());
    }

    private boolean nextPage() throws IOException {
        while (true) {
            int state = sync.pageout(page);
            if (state < 0) {
                throw file.damaged("a page has the wrong checksum");
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

    private void decodePacket() throws SoundFileException {
        if (block == null) {
            readHeader();
            return;
        }
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

    private void readHeader() throws SoundFileException {
        boolean sane = headers < 2 || new VorbisCodebooks(packet.packet_base, packet.packet, packet.bytes).sane();
        if (!sane || info.synthesis_headerin(comment, packet) < 0) {
            // JOrbis reads the numbers of coupled channels in too few bits, unless there are 2, 4, 8 …
            if (sane && headers == 2 && Integer.bitCount(channels()) > 1) {
                throw file.unsupported("Vorbis with " + channels() + " coupled channels");
            }
            throw file.damaged("its Vorbis header cannot be understood");
        }
        if (++headers == HEADERS) {
            if (info.channels != channels() || info.rate != sampleRate()) {
                throw file.damaged("its first page and its Vorbis header differ");
            }
            dsp.synthesis_init(info);
            block = new Block(dsp);
        }
    }
}

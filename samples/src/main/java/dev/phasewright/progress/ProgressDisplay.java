package dev.phasewright.progress;

/** Shows a job that has several tasks, one after the other. */
@FunctionalInterface
public interface ProgressDisplay {
    /** Shows nothing. */
    ProgressDisplay NONE = (name, total, unit) -> new Task() {
        @Override
        public void at(long done) {}

        @Override
        public void close() {}
    };

    /**
     * Begins to show a task.
     *
     * @param name of the task, a word or two
     * @param total how many items it has
     * @param unit what an item is called, in the plural
     * @return to be told of the items and to be closed at the task's end
     */
    Task start(String name, long total, String unit);

    /** A task that is shown until it is closed. */
    interface Task extends ProgressObserver, AutoCloseable {
        @Override
        void close();
    }
}

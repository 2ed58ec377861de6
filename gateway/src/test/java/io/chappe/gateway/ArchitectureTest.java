package io.chappe.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;

/** What the modules' dependencies cannot say. */
@AnalyzeClasses(
        packages = {"io.chappe.core", "io.chappe.gateway"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule coreKnowsNoEdgeAndNoStore = noClasses()
            .that()
            .resideInAPackage("io.chappe.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.chappe.gateway..", "io.chappe.node..", "com.hazelcast..", "io.netty..", "io.vertx.core.http..");

    @ArchTest
    static final ArchRule wordsAreFreeOfVertx = noClasses()
            .that()
            .resideInAnyPackage("io.chappe.core.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.chappe.core.bus..", "io.chappe.core.protocol..");

    @ArchTest
    static final ArchRule corePackagesHaveNoCycles =
            slices().matching("io.chappe.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule socketSideAndClusterSideMeetInTheRouter = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.chappe.gateway.socket..", "io.chappe.gateway.listener..", "io.chappe.gateway.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.chappe.gateway.cluster..");

    @ArchTest
    static final ArchRule clusterSideKnowsNoSocket = noClasses()
            .that()
            .resideInAPackage("io.chappe.gateway.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.chappe.gateway.socket..", "io.chappe.gateway.listener..");

    @ArchTest
    static final ArchRule onlyTheSocketPackageKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackage("io.chappe.gateway.socket..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty..")
                    // Vert.x itself hands this one out: why a request could not be read.
                    .and(not(name("io.netty.handler.codec.DecoderResult"))));

    @ArchTest
    static final ArchRule aGatewayKnowsNoHazelcast =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.hazelcast..");

    @ArchTest
    static final ArchRule nothingBlocks = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Future.class))).and(target(name("await"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(CompletableFuture.class)))
                    .and(target(name("join")).or(target(name("get")))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))));

    @ArchTest
    static final ArchRule onlyTheProcessIsPublicAtTheTop = classes()
            .that()
            .resideInAPackage("io.chappe.gateway")
            .and()
            .arePublic()
            .should()
            .haveNameMatching("io\\.chappe\\.gateway\\.(Gateway|GatewayConfig)(\\$.*)?");
}
